import { basename, dirname } from "node:path";
import { UserError } from "#core/errors";
import type { RecordResult } from "#core/results";
import {
	openSafetensors,
	type SafetensorsFile,
	type StoredTensor,
} from "#engine/safetensors/safetensors-file";
import { inNameOrder, valuesChecksum } from "../store/values-checksum.ts";

/** A change of one weight as it is stored: whole, or as the factors of left · right. */
export type StoredDelta =
	| { readonly delta: StoredTensor }
	| { readonly left: StoredTensor; readonly right: StoredTensor };

/** What a file of deltas says about itself. */
export interface DeltaMetadata {
	readonly experiment: string;
	/** Label, as are the next two. */
	readonly model: string;
	/** Hash of the checkpoint that was edited. */
	readonly checkpoint: string;
	readonly dataset: string;
	readonly editor: string;
	readonly seed: string;
	/** Id of the record. */
	readonly record: string;
	/** Its place in the dataset, when it was edited. */
	readonly index: string;
	/** Names the records that were edited together, as the file does. */
	readonly inputs: string;
	/** Id of the cell, which names the file's folder. */
	readonly cell: string;
	/** Of all values, in order of the tensors' names; 8 hex digits. */
	readonly crc32: string;
}

/** Name of a weight's tensor in the file, by its part. */
export const partName = (weight: string, part: "delta" | "left" | "right"): string => `${weight}.${part}`;

/** Name of a file of deltas: that of the records that were edited together. */
export const nameOf = (path: string): string => basename(path, ".safetensors");

/** The weight changes of one edit, on the disk. Read one by one: those of fine-tuning are as large as the weights. */
export class DeltaFile {
	readonly #file: SafetensorsFile;

	/** @throws UserError where there is no such file, or it is damaged */
	constructor(path: string) {
		this.#file = openSafetensors(path);
	}

	get metadata(): Partial<DeltaMetadata> {
		return this.#file.header.metadata;
	}

	/** Whether it is the one of this record of the cell in whose folder it lies. Values are not read. */
	isOf({ id }: Pick<RecordResult, "id">): boolean {
		const { path } = this.#file;
		const { cell, record, inputs } = this.metadata;
		return cell === basename(dirname(path)) && inputs === nameOf(path) && record === id;
	}

	/** Whether the values are those that were stored. Reads all of them, one tensor at a time. */
	isWhole(): boolean {
		const values = inNameOrder(this.#file.names).map((name) => () => this.#file.tensor(name).data);
		return valuesChecksum(values) === this.metadata.crc32;
	}

	/** The weights that are changed. */
	get weights(): string[] {
		return [...new Set(this.#file.names.map((name) => name.replace(/\.(delta|left|right)$/, "")))];
	}

	/** @throws UserError where the file holds a part of the change only */
	read(weight: string): StoredDelta {
		const [delta, left, right] = (["delta", "left", "right"] as const).map((part) => partName(weight, part));
		if (this.#file.has(delta!)) return { delta: this.#file.tensor(delta!) };
		if (!this.#file.has(left!) || !this.#file.has(right!)) {
			throw new UserError(`"${this.#file.path}" holds no whole change of "${weight}"`, {
				hint: "It is not a file of deltas that a run wrote. Delete it and run the experiment again.",
			});
		}
		return { left: this.#file.tensor(left!), right: this.#file.tensor(right!) };
	}

	close(): void {
		this.#file.close();
	}
}
