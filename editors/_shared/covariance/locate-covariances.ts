import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Located } from "#core/located";
import type { FoundNeed, NeedContext } from "#core/need";
import { openCorpus } from "./corpus/open-corpus.ts";
import { covarianceKeys } from "./covariance-keys.ts";
import { type CovarianceRequest, covarianceTitle, withDefaults } from "./covariance-request.ts";
import { isPublished } from "./published/is-published.ts";

/** Whether an edit that asks for these covariances will find or be able to build them. */
export async function locateCovariances(
	{ model, artifacts }: NeedContext,
	request: CovarianceRequest,
): Promise<Located<FoundNeed>> {
	if (isPublished(request.corpus)) return locatePublished(request);
	const corpus = openCorpus(request.corpus);
	const wanted = withDefaults(request, model.shape);
	const { unbuilt, missing } = await covarianceKeys(artifacts, corpus, wanted);
	if (missing !== undefined) return { missing };
	if (unbuilt.length === 0) return { here: { where: corpus.name } };
	const what = covarianceTitle(unbuilt, corpus.title, wanted.samples);
	const remedy = buildCommand(model.folder, unbuilt, request);
	return { here: { where: corpus.name, unbuilt: { what, remedy } } };
}

/** Which module a file is about depends on the architecture: only its layer is looked for here. */
function locatePublished({ corpus, layers }: CovarianceRequest): Located<FoundNeed> {
	const where = resolve(corpus);
	const isFile = corpus.endsWith(".npz");
	const names = isFile ? [] : readdirSync(where);
	const lacking = isFile
		? !existsSync(where)
		: layers.some((layer) => !names.some((name) => name.endsWith(".npz") && name.includes(`.${layer}.`)));
	if (!lacking) return { here: { where } };
	const what = isFile
		? `the published statistics "${where}"`
		: `published statistics of ${layers.length === 1 ? "layer" : "all of layers"} ${layers.join(", ")} in "${where}"`;
	return { missing: { what, remedy: 'check "corpus" of the editor, or put the files there' } };
}

function buildCommand(
	folder: string,
	layers: readonly number[],
	{ corpus, samples, tokenLimit }: CovarianceRequest,
): string {
	const limit = tokenLimit === undefined ? [] : ["--token-limit", tokenLimit];
	const words = ["--model", folder, "--layers", layers.join(","), "--corpus", corpus, "--samples", samples];
	return ["npx bench stats build", ...[...words, ...limit].map(quoted)].join(" ");
}

/** A word as a POSIX shell takes it. */
const quoted = (word: string | number): string =>
	/^[\w@%+=:,./-]+$/.test(String(word)) ? String(word) : `'${String(word).replaceAll("'", "'\\''")}'`;
