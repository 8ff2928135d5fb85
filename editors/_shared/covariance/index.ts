import type { Artifact, Artifacts, ArtifactsRequest } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { allFinite } from "#engine/all-finite";
import { buildCovariances } from "./build.ts";
import { openCorpus } from "./corpus/open-corpus.ts";
import { pickTexts } from "./corpus/pick-texts.ts";
import { type CovarianceKeys, covarianceKeys, keysOf } from "./covariance-keys.ts";
import { type CovarianceRequest, covarianceTitle, withDefaults } from "./covariance-request.ts";
import { withOrigin } from "./origin.ts";
import { isPublished } from "./published/is-published.ts";
import { publishedCovariances } from "./published/published-covariances.ts";

export interface CovarianceContext {
	readonly model: EditableModel;
	readonly artifacts: Artifacts;
}

/**
 * Uncentred second moments of the MLP output matrix's input x, one a layer:
 *
 *     C_ℓ = (1/T) Σ_t x_t x_tᵀ        over the T tokens of the corpus
 *
 * Built once for each model, layer and corpus; all layers that are missing in one pass. See docs/covariance.md.
 *
 * @returns by layer: [inner, inner], row-major, shared: do not write to them
 * @throws UserError where the corpus, or the published statistics, cannot be read, or a matrix holds NaN or infinity
 */
export async function covariances(
	context: CovarianceContext,
	request: CovarianceRequest,
): Promise<ReadonlyMap<number, Float64Array>> {
	const layers = [...new Set(request.layers)];
	if (isPublished(request.corpus)) return publishedCovariances(context.model, layers, request.corpus);
	const found = await context.artifacts.obtainAll(await covarianceArtifacts(context, { ...request, layers }));
	for (const [i, layer] of layers.entries()) checkNumbers(found[i]!, layer);
	const { title } = openCorpus(request.corpus);
	return new Map(layers.map((layer, i) => [layer, matrixOf(found[i]!, layer, title)]));
}

/** One artifact a layer: the tensor `covariance`, and of what it is made: `tokens`, `texts`, `trace`, `corpus`. */
export async function covarianceArtifacts(
	{ model, artifacts }: CovarianceContext,
	request: CovarianceRequest,
): Promise<ArtifactsRequest> {
	const { layers, saveSeconds = 300 } = request;
	const corpus = openCorpus(request.corpus);
	const wanted = withDefaults(request, model.shape);
	let found: CovarianceKeys = await covarianceKeys(artifacts, corpus, wanted);
	if (found.missing && corpus.fetch) {
		await corpus.fetch();
		found = await covarianceKeys(artifacts, corpus, wanted);
	}
	const { samples, pick, tokenLimit, dtype } = wanted;
	return {
		kind: "covariance",
		title: covarianceTitle(layers, corpus.title, samples),
		keys: keysOf(found, layers),
		build: async (missing, work) => {
			const texts = await pickTexts(corpus, { samples, pick });
			const unbuilt = missing.map((index) => ({ layer: layers[index]!, index }));
			const options = { model, texts, corpus: corpus.name, tokenLimit, dtype, saveSeconds };
			return buildCovariances(unbuilt, options, work);
		},
	};
}

const checked = new WeakSet<Artifact>();

/** Once: an editor asks at each edit. What earlier versions have kept was not checked. */
function checkNumbers(artifact: Artifact, layer: number): void {
	if (checked.has(artifact)) return;
	if (!allFinite(artifact.tensors.get("covariance")!.data)) {
		throw new UserError(`The covariance of layer ${layer} that is kept holds numbers that are not finite`, {
			hint: 'Remove it with "bench stats rm"; "bench stats list" names it.',
		});
	}
	checked.add(artifact);
}

const widened = new WeakMap<Artifact, Float64Array>();

/** Converted once: an editor asks at each edit. */
function matrixOf(artifact: Artifact, layer: number, corpus: string): Float64Array {
	const known = widened.get(artifact);
	if (known !== undefined) return known;
	const { data } = artifact.tensors.get("covariance")!;
	const { texts, tokens } = artifact.info as { texts: number; tokens: number };
	const matrix = data instanceof Float64Array ? data : Float64Array.from(data);
	widened.set(artifact, matrix);
	return withOrigin(matrix, { layer, corpus, texts, tokens });
}
