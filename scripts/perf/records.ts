import { join } from "node:path";
import type { KnowEditRecord } from "editbench";
import { knowedit } from "editbench/datasets";
import { UserError } from "#core/errors";

const FILE = "wiki_counterfact-test_cf.json";

/** So many records, from the one at `offset` on. */
export interface Part {
	readonly limit?: number;
	readonly offset?: number;
}

/** wiki_counterfact as KnowEdit first published it. @param folder of the data */
export const wikiCounterfact = (folder: string, part: Part = {}) => {
	const path = join(folder, FILE);
	return knowedit({ edition: "knowedit", split: "wiki_counterfact", path, ...part })[0]!;
};

/** @throws UserError where the file is not there */
export async function loadRecords(folder: string, part: Part): Promise<readonly KnowEditRecord[]> {
	const { implementation, params } = wikiCounterfact(folder, part);
	const located = await implementation.locate!({ params });
	if ("here" in located) return implementation.load({ params, source: located.here });
	throw new UserError(`There is no file "${join(folder, FILE)}"`, {
		hint: "EDITBENCH_KNOWEDIT names the folder with KnowEdit's data.",
	});
}
