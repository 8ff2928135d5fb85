import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { download } from "#hub/download";
import { locate } from "#hub/locate";
import { describeRepository, type Repository } from "#hub/repository";
import type { Corpus } from "./corpus.ts";
import { readTexts } from "./parquet-corpus.ts";

/** One split of a data set on the hub, which keeps it as `<config>/<split>-00000-of-00002.parquet` and so on. */
export interface HubCorpus {
	readonly repo: string;
	readonly config: string;
	readonly split: string;
	readonly revision?: string;
}

/** Its identity is the commit that its revision stood for when it was downloaded. */
export function hubCorpus({ repo, config, split, revision }: HubCorpus): Corpus {
	const repository: Repository = { kind: "dataset", repo, revision };
	const pattern = `${config}/${split}-*.parquet`;
	return {
		title: `${repo} ${config} ${split}`,
		name: `hub:${repo}/${config}/${split}${revision === undefined ? "" : `@${revision}`}`,
		async locate() {
			const found = await locate(repository, [pattern]);
			if (found) return { here: { form: "hub", repo, config, split, revision: found.revision } };
			const what = `${pattern} of ${describeRepository(repository)}, texts for a covariance`;
			return { missing: { what, remedy: "npx bench fetch EXPERIMENT.ts" } };
		},
		async fetch(onProgress) {
			await download({
				...repository,
				files: [pattern],
				onProgress: ({ totalReceived, totalSize }) =>
					onProgress?.({ received: totalReceived, size: totalSize }),
			});
		},
		async texts(count) {
			const found = await locate(repository, [pattern]);
			if (found === undefined) throw new Error(`${pattern} of ${describeRepository(repository)} is not here`);
			const folder = join(found.folder, config);
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
