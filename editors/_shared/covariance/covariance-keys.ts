import { isDeepStrictEqual } from "node:util";
import type { ArtifactKey, KeptArtifact, KeptArtifacts } from "#core/artifacts";
import { UserError } from "#core/errors";
import type { Missing } from "#core/located";
import type { Corpus, CorpusIdentity } from "./corpus/corpus.ts";
import type { Covariances } from "./covariance-request.ts";

/** Under which key the covariance of each layer is kept, or would be. */
export interface CovarianceKeys {
	/** By layer; absent where neither the corpus nor a covariance made of it is here. */
	readonly keys: ReadonlyMap<number, ArtifactKey>;
	/** Layers that are not built yet. */
	readonly unbuilt: readonly number[];
	/** The corpus, where it is not here and a layer needs it. */
	readonly missing?: Missing;
}

/**
 * Looks for covariances that are equal to the wanted ones, matrix by matrix: of the same texts, cut at the same length. A
 * corpus of which nothing is left on this machine is what it was when the newest of its covariances was built.
 */
export async function covarianceKeys(
	artifacts: KeptArtifacts,
	corpus: Corpus,
	{ layers, ...wanted }: Covariances,
): Promise<CovarianceKeys> {
	const located = await corpus.locate();
	const identity = "here" in located ? located.here : undefined;
	const kept = (await artifacts.kept("covariance")).filter((one) => isOf(corpus, identity, one));
	const keys = new Map<number, ArtifactKey>();
	const unbuilt: number[] = [];
	for (const layer of layers) {
		const equal = kept.find((one) => one.key.layer === layer && isEqual(one, wanted));
		if (equal === undefined) unbuilt.push(layer);
		const key = equal?.key ?? (identity && { layer, corpus: identity, ...wanted });
		if (key !== undefined) keys.set(layer, key);
	}
	return { keys, unbuilt, ...("missing" in located && unbuilt.length > 0 && { missing: located.missing }) };
}

const isOf = (
	{ name }: Corpus,
	identity: CorpusIdentity | undefined,
	{ key, info }: KeptArtifact,
): boolean => (identity === undefined ? info.corpus === name : isDeepStrictEqual(key.corpus, identity));

/** Where all texts of a corpus were taken, and are to be, it does not matter how many were asked for, or which. */
function isEqual({ key, info }: KeptArtifact, wanted: Omit<Covariances, "layers">): boolean {
	const { samples, pick, tokenLimit, dtype } = wanted;
	if (key.tokenLimit !== tokenLimit || key.dtype !== dtype) return false;
	if (key.samples === samples && key.pick === pick) return true;
	const texts = Number(info.texts);
	return texts < Number(key.samples) && texts <= samples;
}

/** @throws UserError where a layer has no key */
export function keysOf({ keys, missing }: CovarianceKeys, layers: readonly number[]): ArtifactKey[] {
	return layers.map((layer) => {
		const key = keys.get(layer);
		if (key !== undefined) return key;
		throw new UserError(`${missing!.what} is not on this machine`, {
			hint: `To get it: ${missing!.remedy}.`,
		});
	});
}
