import { defineDataset } from "#core/dataset";
import { joinShape } from "#core/join";
import { params } from "#core/params";
import { bundled } from "#hub/bundled";
import { fileSource } from "../_shared/file-source.ts";
import { checkRecords, loadRecords } from "../_shared/load-records.ts";
import { selectedCount, selectionShape, selects } from "../_shared/selection.ts";

/** Records in the bundled file, so that a plan reads nothing. */
const total = 76;
const split = "atlas";

/**
 * Counterfactual edits of facts about countries, cities, landmarks and stars that the bundled miniatures know. In
 * KnowEdit's form, each with rephrase, two context sentences, portability and locality; made by
 * `scripts/miniatures/records.py`. They can be applied one by one, one after another, or together: none contradicts
 * another.
 */
export const atlas = defineDataset({
	name: "atlas",
	summary: "Bundled counterfactual edits of facts that the miniatures know",
	params: params({ ...selectionShape, ...joinShape }),
	selects,
	async locate() {
		const source = await fileSource(bundled("atlas", "records.json"));
		if (source !== undefined) return { here: source };
		return { missing: { what: "the bundled records of atlas", remedy: "install editbench again" } };
	},
	count: (given) => selectedCount(total, given),
	check: ({ params: { join }, source }) => checkRecords({ path: source.where, split, join }),
	load: ({ params: given, source }) => loadRecords({ path: source.where, split, join: given.join }, given),
});
