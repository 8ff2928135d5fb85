import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { download } from "#hub/download";
import { locate } from "#hub/locate";
import type { Repository } from "#hub/repository";
import type { Corpus } from "./corpus.ts";
import { readTexts } from "./parquet-corpus.ts";

/** One split of a data set on the hub, which keeps it as `<config>/<split>-00000-of-00002.parquet` and so on. */
export interface HubCorpus {
	readonly repo: string;
	readonly config: string;
	readonly split: string;
	readonly revision?: string;
}

/** Downloaded when its texts, or the commit that `main` stands for, are first asked for. */
export function hubCorpus({ repo, config, split, revision }: HubCorpus): Corpus {
	const repository: Repository = { kind: "dataset", repo, revision };
	const pattern = `${config}/${split}-*.parquet`;
	const bring = async () =>
		(await locate(repository, [pattern])) ?? (await download({ ...repository, files: [pattern] }));
	return {
		title: `${repo} ${config} ${split}`,
		identity: async () => ({ form: "hub", repo, config, split, revision: (await bring()).revision }),
		async texts(count) {
			const folder = join((await bring()).folder, config);
			const names = (await readdir(folder)).filter(
				(name) => name.startsWith(`${split}-`) && name.endsWith(".parquet"),
			);
			return readTexts(
				names.sort().map((name) => join(folder, name)),
				count,
			);
		},
	};
}
