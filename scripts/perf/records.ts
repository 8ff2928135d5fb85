import { readFileSync, writeFileSync } from "node:fs";
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

/**
 * Writes a part of the data as a file of its own. It has the same name, by which an experiment's random numbers go: so all
 * parts are edited with the same context templates.
 *
 * @param to another folder
 */
export function writePart(folder: string, to: string, { limit, offset }: Required<Part>): void {
	const all: unknown[] = JSON.parse(readFileSync(join(folder, FILE), "utf8"));
	writeFileSync(join(to, FILE), JSON.stringify(all.slice(offset, offset + limit)));
}
