import { type Decoder, library } from "./library.ts";

const byteToken = /^<0x([0-9A-Fa-f]{2})>$/;

/** Bytes of a byte token; undefined for any other. */
const byteOf = (token: string): number | undefined => {
	const digits = byteToken.exec(token)?.[1];
	return digits === undefined ? undefined : Number.parseInt(digits, 16);
};

/** A BOM is kept, as any other character is. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A run of bytes is text if all of it is UTF-8; if not, every byte of it becomes U+FFFD, sound ones too. */
function decodeRun(bytes: readonly number[]): string {
	try {
		return utf8.decode(Uint8Array.from(bytes));
	} catch {
		return "\ufffd".repeat(bytes.length);
	}
}

/** Byte tokens `<0xE6><0x9D><0xB1>` back to text, as Rust's tokenizers does. */
class RustByteFallback extends library.ByteFallbackDecoder {
	override decode_chain(tokens: string[]): string[] {
		const texts: string[] = [];
		let run: number[] = [];
		const endRun = () => {
			if (run.length > 0) texts.push(decodeRun(run));
			run = [];
		};
		for (const token of tokens) {
			const byte = byteOf(token);
			if (byte !== undefined) run.push(byte);
			else {
				endRun();
				texts.push(token);
			}
		}
		endRun();
		return texts;
	}
}

/**
 * Replaces the library's own byte decoder, which leaves out a BOM and gives one U+FFFD for several bytes.
 *
 * Changes the given object where it is a sequence.
 */
export function decodeAsRust(decoder: Decoder): Decoder {
	if (decoder instanceof library.SequenceDecoder) decoder.decoders = decoder.decoders.map(decodeAsRust);
	return decoder instanceof library.ByteFallbackDecoder
		? new RustByteFallback({ type: "ByteFallback" })
		: decoder;
}
