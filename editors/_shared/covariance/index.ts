import type { Artifact, Artifacts, ArtifactsRequest } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { allFinite } from "#engine/all-finite";
import { buildCovariances } from "./build.ts";
import { openCorpus } from "./corpus/open-corpus.ts";
import { pickTexts } from "./corpus/pick-texts.ts";
import { isPublished, publishedCovariances } from "./published/published-covariances.ts";

export interface CovarianceContext {
	readonly model: EditableModel;
	readonly artifacts: Artifacts;
}

export interface CovarianceRequest {
	readonly layers: readonly number[];
	/** Where the texts come from; see `openCorpus`. Or published statistics: see `publishedCovariances`. */
	readonly corpus: string;
	/** Texts to take; all where there are fewer. Published statistics have their own. */
	readonly samples: number;
	/** Tokens of a text that count. @default the model's positions */
	readonly tokenLimit?: number | undefined;
	/** Which texts, where there are more. @default "random" */
	readonly pick?: "first" | "random";
	/** How matrices are kept on disk. @default "float64" */
	readonly dtype?: "float32" | "float64";
	/** Between two points from which an interrupted build goes on. @default 300 */
	readonly saveSeconds?: number;
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
	{ model, artifacts }: CovarianceContext,
	request: CovarianceRequest,
): Promise<ReadonlyMap<number, Float64Array>> {
	const layers = [...new Set(request.layers)];
	if (isPublished(request.corpus)) return publishedCovariances(model, layers, request.corpus);
	const found = await artifacts.obtainAll(await covarianceArtifacts(model, { ...request, layers }));
	for (const [i, layer] of layers.entries()) checkNumbers(found[i]!, layer);
	return new Map(layers.map((layer, i) => [layer, toFloat64(found[i]!)]));
}

/** One artifact a layer: the tensor `covariance`, and of what it is made: `tokens`, `texts`, `trace`. */
export async function covarianceArtifacts(
	model: EditableModel,
	request: CovarianceRequest,
): Promise<ArtifactsRequest> {
	const { layers, samples, pick = "random", dtype = "float64", saveSeconds = 300 } = request;
	const corpus = openCorpus(request.corpus);
	// Where the model has fewer positions than that, the limit is theirs: one matrix, one key.
	const tokenLimit = Math.min(request.tokenLimit ?? model.shape.positions, model.shape.positions);
	const shared = { corpus: await corpus.identity(), samples, pick, tokenLimit, dtype };
	const which = `${layers.length === 1 ? "layer" : "layers"} ${layers.join(", ")}`;
	return {
		kind: "covariance",
		title: `covariance of ${which} over ${corpus.title} (at most ${samples} texts)`,
		keys: layers.map((layer) => ({ layer, ...shared })),
		build: async (missing, work) => {
			const texts = await pickTexts(corpus, { samples, pick });
			const wanted = missing.map((index) => ({ layer: layers[index]!, index }));
			return buildCovariances(wanted, { model, texts, tokenLimit, dtype, saveSeconds }, work);
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
function toFloat64(artifact: Artifact): Float64Array {
	const { data } = artifact.tensors.get("covariance")!;
	if (data instanceof Float64Array) return data;
	const known = widened.get(artifact) ?? Float64Array.from(data);
	widened.set(artifact, known);
	return known;
}
