import type { Artifacts } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";

export interface CovarianceContext {
	readonly model: EditableModel;
	readonly artifacts: Artifacts;
}

export interface CovarianceRequest {
	readonly layers: readonly number[];
	/** Where the texts come from; see docs/covariance.md: `atlas`, a text file, `hub:owner/name/config/split`, .npz. */
	readonly corpus: string;
	/** Texts to take. */
	readonly samples: number;
	/** Tokens of a text that count. @default the model's positions */
	readonly tokenLimit?: number;
	/** Which texts, where there are more. @default "random" */
	readonly pick?: "first" | "random";
	/** How matrices are kept on disk. @default "float64" */
	readonly dtype?: "float32" | "float64";
}

/**
 * Uncentred second moments of the MLP output matrix's input x, one a layer:
 *
 *     C_ℓ = (1/T) Σ_t x_t x_tᵀ        over the T tokens of the corpus
 *
 * Built once for each model, layer and corpus; all missing layers in one pass.
 *
 * @returns by layer: [inner, inner], row-major, shared: do not write to them
 */
export async function covariances(
	_context: CovarianceContext,
	_request: CovarianceRequest,
): Promise<ReadonlyMap<number, Float64Array>> {
	throw new Error("Being built");
}
