import { inputsOf } from "../plan/record-names.ts";
import type { Manifest, ManifestCell } from "./manifest.ts";

/** Names under which results of a cell's records are stored, in the dataset's order. */
export interface StoredNames {
	/** Of the edited model. */
	readonly inputs: readonly string[];
	/** Of the unedited one. */
	readonly contents: readonly string[];
}

/** @returns a function that works the names out once for all cells whose records are put together alike */
export function storedNames({
	experiment: { regime },
	datasets,
}: Pick<Manifest, "experiment" | "datasets">): (cell: ManifestCell) => StoredNames {
	const known = new Map<string, StoredNames>();
	return ({ key, expected, unedited }) => {
		const isBatch = regime.kind === "batch" && !unedited;
		const place = JSON.stringify([key.dataset, expected, isBatch]);
		const names = known.get(place) ?? namesOf(key.dataset, expected, isBatch);
		known.set(place, names);
		return names;
	};

	function namesOf(label: string, expected: number, isBatch: boolean): StoredNames {
		const contents = datasets.find((one) => one.label === label)!.contents.slice(0, expected);
		const size = regime.kind === "batch" ? regime.size : 1;
		return { inputs: inputsOf(contents, { size, isBatch }), contents };
	}
}
