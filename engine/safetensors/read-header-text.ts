import { fstatSync } from "node:fs";
import { UserError } from "#core/errors";
import { readFully } from "./read-fully.ts";

/** The length of the header, a 64-bit little-endian integer, stands before it. */
const prefixBytes = 8;

/** The limit of the safetensors library itself. */
const longestHeader = 100_000_000;

/** A header as it stands in the file. */
export interface HeaderText {
	readonly text: string;
	/** Offset of the first tensor's first byte. */
	readonly dataStart: number;
	readonly fileBytes: number;
}

/** @throws UserError where the file cannot be of the safetensors format */
export function readHeaderText(file: number, path: string): HeaderText {
	const fileBytes = fstatSync(file).size;
	if (fileBytes < prefixBytes) {
		throw new UserError(`"${path}" has ${fileBytes} bytes; a safetensors file has at least ${prefixBytes}`, {
			hint: "The download or copy stopped early. Fetch the file again.",
		});
	}
	const prefix = Buffer.alloc(prefixBytes);
	readFully(file, path, prefix, 0);
	const length = prefix.readBigUInt64LE();
	// A header of 640 bytes begins as a pickle does; a pickle's first bytes, read as a length, lead beyond the file.
	if (length > fileBytes - prefixBytes) refusePickle(prefix, path);
	if (length > longestHeader) {
		throw notSafetensors(
			path,
			`its header would have ${length} bytes, and ${longestHeader} is the most allowed`,
		);
	}
	const dataStart = prefixBytes + Number(length);
	if (dataStart > fileBytes) {
		throw new UserError(
			`"${path}" has ${fileBytes} bytes, but its header alone should end at byte ${dataStart}`,
			{
				hint: "The file was cut short, or is not a safetensors file. Fetch it again.",
			},
		);
	}
	const bytes = Buffer.alloc(Number(length));
	readFully(file, path, bytes, prefixBytes);
	return { text: decodeUtf8(bytes, path), dataStart, fileBytes };
}

/** PyTorch's own formats: a zip archive since 1.6, a bare pickle (protocol 2 and up) before. */
function refusePickle(prefix: Buffer, path: string): void {
	const isZip = prefix.subarray(0, 4).equals(Buffer.from("PK\x03\x04", "latin1"));
	const isBarePickle = prefix[0] === 0x80 && prefix[1]! >= 2 && prefix[1]! <= 5;
	if (!isZip && !isBarePickle) return;
	throw new UserError(
		`"${path}" is ${isZip ? "a zip archive, as PyTorch saves its pickles" : "a Python pickle"}, not a safetensors file; ` +
			"pickles are refused, because loading one runs whatever code is in it",
		{ hint: convertPickle },
	);
}

/** How to mend a checkpoint that has pickled weights only. */
export const convertPickle =
	"Use a checkpoint with *.safetensors, or convert it once in Python, where that code can do no harm: " +
	'AutoModelForCausalLM.from_pretrained(folder).save_pretrained("my-model"), AutoTokenizer likewise; then use "my-model".';

export function notSafetensors(path: string, why: string, cause?: unknown): UserError {
	return new UserError(`"${path}" is not a safetensors file: ${why}`, {
		hint: "Check that this is the file you meant and fetch it again if it is: it is damaged, or of another format.",
		cause,
	});
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch (cause) {
		throw notSafetensors(path, "its header is not UTF-8", cause);
	}
}
