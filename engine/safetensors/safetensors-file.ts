import { closeSync } from "node:fs";
import { UserError } from "#core/errors";
import type { MapFloats } from "#engine/memory-map/file-mapper";
import type { TensorEntry } from "./check-entry.ts";
import { missingTensorHint } from "./near-names.ts";
import { openForReading } from "./open-for-reading.ts";
import { readFully } from "./read-fully.ts";
import { parseHeader, type SafetensorsHeader } from "./read-header.ts";
import { readHeaderText } from "./read-header-text.ts";
import { readValues } from "./read-values.ts";

/** Values of a tensor, row-major. */
export interface StoredTensor {
	readonly shape: readonly number[];
	readonly data: Float32Array;
}

/** An open safetensors file. Tensors are read when asked for, each into an array of its own. */
export class SafetensorsFile {
	readonly path: string;
	readonly header: SafetensorsHeader;
	#file: number | undefined;

	/** Use `openSafetensors`. `file` is a descriptor that this object closes. */
	constructor(path: string, file: number, header: SafetensorsHeader) {
		this.path = path;
		this.#file = file;
		this.header = header;
	}

	/** In the file's order. */
	get names(): string[] {
		return [...this.header.entries.keys()];
	}

	has(name: string): boolean {
		return this.header.entries.has(name);
	}

	/** Type, shape and place of a tensor. */
	entry(name: string): TensorEntry {
		const entry = this.header.entries.get(name);
		if (entry !== undefined) return entry;
		throw new UserError(`"${this.path}" has no tensor "${name}"`, {
			hint: missingTensorHint(name, this.names),
		});
	}

	/** F32, F16, BF16 or F64 values as 32-bit floats. */
	tensor(name: string): StoredTensor {
		const entry = this.entry(name);
		if (this.#file === undefined) throw new Error(`"${this.path}" is closed`);
		return { shape: entry.shape, data: readValues(this.#file, { path: this.path, name, entry }) };
	}

	/** Whether a tensor's bytes are 32-bit floats that an array may lie over where they are. */
	isMappable(name: string): boolean {
		const { dtype, start } = this.entry(name);
		return dtype === "F32" && start % Float32Array.BYTES_PER_ELEMENT === 0;
	}

	/** The values of a mappable tensor in the file's own pages: not read before they are used, and not to be written. */
	mapped(name: string, map: MapFloats): StoredTensor {
		const { shape, start, end } = this.entry(name);
		if (this.#file === undefined) throw new Error(`"${this.path}" is closed`);
		if (!this.isMappable(name)) throw new Error(`Tensor "${name}" of "${this.path}" cannot be mapped`);
		return { shape, data: map(this.#file, start, (end - start) / Float32Array.BYTES_PER_ELEMENT) };
	}

	/** F64 values as they are; others as `tensor` reads them. */
	unrounded(name: string): { readonly shape: readonly number[]; readonly data: Float32Array | Float64Array } {
		const entry = this.entry(name);
		if (entry.dtype !== "F64") return this.tensor(name);
		if (this.#file === undefined) throw new Error(`"${this.path}" is closed`);
		const data = new Float64Array((entry.end - entry.start) / 8);
		readFully(this.#file, this.path, new Uint8Array(data.buffer), entry.start);
		return { shape: entry.shape, data };
	}

	/** Closing twice is harmless. */
	close(): void {
		if (this.#file !== undefined) closeSync(this.#file);
		this.#file = undefined;
	}
}

/**
 * Opens a safetensors file and checks its header; see `readHeader` for what is refused.
 *
 * @returns the open file, for the caller to close
 */
export function openSafetensors(path: string): SafetensorsFile {
	const file = openForReading(path);
	try {
		return new SafetensorsFile(path, file, parseHeader(readHeaderText(file, path), path));
	} catch (error) {
		closeSync(file);
		throw error;
	}
}
