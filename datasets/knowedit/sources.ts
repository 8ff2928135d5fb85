/** The four tasks of KnowEdit that edit facts, under the names of its published files. */
export const splits = ["zsre", "wiki_recent", "wiki_counterfact", "wikibio"] as const;
export type Split = (typeof splits)[number];

/** `ice`: the records of the ICE paper (arXiv 2406.11194), with context. `knowedit`: as first published (arXiv 2401.01286), without. */
export const editions = ["ice", "knowedit"] as const;
export type Edition = (typeof editions)[number];

/** Where a split's test records are on the hub. */
export interface Source {
	/** Dataset on the hub, `owner/name`. */
	readonly repo: string;
	/** Its name inside the dataset. */
	readonly file: string;
	/** Records in the file, so that a plan needs no network. */
	readonly records: number;
}

const ice = (name: string, records: number): Source => ({
	repo: "Yofuria/ICE",
	file: `${name}.json`,
	records,
});
const knowedit = (name: string, records: number): Source => ({
	repo: "zjunlp/KnowEdit",
	file: `benchmark/${name}.json`,
	records,
});

export const sources: Readonly<Record<Edition, Readonly<Record<Split, Source>>>> = {
	ice: {
		zsre: ice("zsre", 1230),
		wiki_recent: ice("wikidata_recent", 1266),
		wiki_counterfact: ice("wikidata_counterfact", 885),
		wikibio: ice("wikibio", 1392),
	},
	knowedit: {
		// The file had 1304 records once; the three whose subject is not in the prompt were taken out.
		zsre: knowedit("ZsRE/ZsRE-test-all", 1301),
		wiki_recent: knowedit("wiki_recent/recent_test", 1266),
		wiki_counterfact: knowedit("wiki_counterfact/test_cf", 885),
		wikibio: knowedit("WikiBio/wikibio-test-all", 306),
	},
};
