import { resolve } from "node:path";
import { defineDataset } from "#core/dataset";
import { joinShape } from "#core/join";
import { params, z } from "#core/params";
import { download } from "#hub/download";
import { fileSource } from "../_shared/file-source.ts";
import { checkRecords, loadRecords } from "../_shared/load-records.ts";
import { selectedCount, selectionShape, selects } from "../_shared/selection.ts";
import { locateOnHub, wantedFile } from "./locate-on-hub.ts";
import { editions, sources, splits } from "./sources.ts";
import { titleOf } from "./title-of.ts";

const schema = params({
	split: z.enum(splits).describe("Task of KnowEdit"),
	edition: z
		.enum(editions)
		.default("ice")
		.describe("ice: the ICE paper's records, with context; knowedit: as first published, without"),
	path: z.string().min(1).optional().describe("A data file of this form to read instead of the hub's"),
	revision: z.string().min(1).optional().describe("Branch, tag or commit on the hub; main where left out"),
	...selectionShape,
	...joinShape,
}).refine(({ path, revision }) => path === undefined || revision === undefined, {
	error: '"revision" goes with the hub: a file given by "path" has none',
	path: ["revision"],
});

/**
 * KnowEdit (arXiv 2401.01286): counterfactual or recent facts with rephrase, portability and locality. In the edition
 * of the ICE paper each record also has sentences that state the new fact.
 */
export const knowedit = defineDataset({
	name: "knowedit",
	summary: "KnowEdit's tasks, with the ICE paper's context sentences or as first published",
	title: titleOf,
	paper: { title: "A Comprehensive Study of Knowledge Editing for LLMs", year: 2024, arxiv: "2401.01286" },
	params: schema,
	selects,
	locate: async ({ params: given }) => (given.path === undefined ? locateOnHub(given) : atPath(given.path)),
	async fetch({ params: given, onProgress }) {
		if (given.path !== undefined) return;
		await download({
			...wantedFile(given),
			onProgress: ({ totalReceived, totalSize }) =>
				onProgress?.({ received: totalReceived, size: totalSize }),
		});
	},
	count: ({ path, revision, ...given }) => {
		// Other revisions and files may have other numbers.
		const total =
			path === undefined && revision === undefined ? sources[given.edition][given.split].records : undefined;
		if (total === undefined && given.indices === undefined) return undefined;
		return selectedCount(total ?? 0, given);
	},
	check: ({ params: { split, join }, source }) => checkRecords({ path: source.where, split, join }),
	load: ({ params: given, source }) =>
		loadRecords({ path: source.where, split: given.split, join: given.join }, given),
});

async function atPath(path: string) {
	const file = resolve(path);
	const source = await fileSource(file);
	if (source !== undefined) return { here: source };
	return {
		missing: { what: `the data file "${file}"`, remedy: 'check "path" of knowedit(), or put the file there' },
	};
}
