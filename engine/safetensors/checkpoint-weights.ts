import { UserError } from "#core/errors";
import type { MapFloats } from "#engine/memory-map/file-mapper";
import type { TensorEntry } from "./check-entry.ts";
import { missingTensorHint } from "./near-names.ts";
import type { SafetensorsFile, StoredTensor } from "./safetensors-file.ts";

/** Where a tensor lies on disk, for those who map it instead of reading it. */
export interface TensorPlace extends TensorEntry {
	readonly path: string;
}

/** The weights of one checkpoint, over all of its files. */
export class CheckpointWeights {
	readonly folder: string;
	readonly #files: ReadonlyMap<string, SafetensorsFile>;

	/** Use `openCheckpoint`. `files` are closed by this object. */
	constructor(folder: string, files: ReadonlyMap<string, SafetensorsFile>) {
		this.folder = folder;
		this.#files = files;
	}

	get names(): string[] {
		return [...this.#files.keys()];
	}

	has(name: string): boolean {
		return this.#files.has(name);
	}

	/** Type, shape and place of a tensor. */
	place(name: string): TensorPlace {
		const file = this.#file(name);
		return { path: file.path, ...file.entry(name) };
	}

	/** A tensor's values as 32-bit floats, in an array of their own. */
	tensor(name: string): StoredTensor {
		return this.#file(name).tensor(name);
	}

	/** Whether `mapped` can serve a tensor: 32-bit floats at an offset that suits them. */
	isMappable(name: string): boolean {
		return this.#file(name).isMappable(name);
	}

	/** A tensor's values in the file's own pages: see `SafetensorsFile`. */
	mapped(name: string, map: MapFloats): StoredTensor {
		return this.#file(name).mapped(name, map);
	}

	close(): void {
		for (const file of new Set(this.#files.values())) file.close();
	}

	#file(name: string): SafetensorsFile {
		const file = this.#files.get(name);
		if (file !== undefined) return file;
		throw new UserError(`The checkpoint "${this.folder}" has no tensor "${name}"`, {
			hint: missingTensorHint(name, this.names),
		});
	}
}
