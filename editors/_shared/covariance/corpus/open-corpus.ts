import { statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { UserError } from "#core/errors";
import { bundled } from "#hub/bundled";
import type { Corpus } from "./corpus.ts";
import { hubCorpus } from "./hub-corpus.ts";
import { parquetCorpus } from "./parquet-corpus.ts";
import { folderCorpus, linesCorpus } from "./text-corpus.ts";

/** What the ROME, MEMIT and ICE papers take their statistics over. */
const WIKITEXT_103 = { repo: "Salesforce/wikitext", config: "wikitext-103-raw-v1", split: "train" };

const FORMS =
	'"atlas" (comes with editbench), "wikitext-103", "hub:OWNER/NAME/CONFIG/SPLIT", a text file with a text a line, a folder of .txt files with a text each, a .parquet file, or published .npz statistics';

/**
 * The corpus that a name stands for:
 *
 *     atlas                            sentences that come with editbench, for its miniatures
 *     wikitext-103                     hub:Salesforce/wikitext/wikitext-103-raw-v1/train
 *     hub:OWNER/NAME/CONFIG/SPLIT[@REV]  parquet files of a data set on the hub, column "text"
 *     FILE.parquet                     column "text"
 *     FOLDER                           its .txt files, a text each
 *     FILE                             a text a line
 *
 * @throws UserError where a name can stand for none
 */
export function openCorpus(name: string): Corpus {
	if (name === "atlas") return linesCorpus(bundled("atlas", "corpus.txt"), { title: "atlas", name });
	if (name === "wikitext-103") return hubCorpus(WIKITEXT_103);
	if (name.startsWith("hub:")) return hubCorpus(parseHubName(name));
	const path = resolve(name);
	const found = statSync(path, { throwIfNoEntry: false });
	if (found === undefined) return absentCorpus(path);
	if (found.isDirectory()) return folderCorpus(path);
	if (path.endsWith(".npz")) {
		throw new UserError(`"${name}" holds published statistics: there is nothing to build`, {
			hint: "Name it as the corpus of an editor; it is read as it is.",
		});
	}
	return path.endsWith(".parquet") ? parquetCorpus(path) : linesCorpus(path);
}

/** A covariance that was built from it may still be there. */
const absentCorpus = (path: string): Corpus => ({
	title: basename(path),
	name: path,
	locate: async () => ({
		missing: {
			what: `the corpus "${path}", texts for a covariance`,
			remedy: `put it there, or give "corpus" another: ${FORMS}`,
		},
	}),
	texts: () => Promise.reject(new Error(`There is no corpus "${path}"`)),
});

function parseHubName(name: string) {
	const parts = /^hub:([^/]+\/[^/]+)\/([^/]+)\/([^/@]+)(?:@(.+))?$/.exec(name);
	if (parts === null)
		throw new UserError(`"${name}" does not name a data set on the hub`, { hint: `Give ${FORMS}.` });
	const [, repo, config, split, revision] = parts;
	return { repo: repo!, config: config!, split: split!, ...(revision !== undefined && { revision }) };
}
