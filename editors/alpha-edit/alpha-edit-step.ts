import type { WeightsEdit } from "#core/edit";
import type { EditCase, EditContext } from "#core/editor";
import { projectionMetric } from "../_shared/solve/metric.ts";
import { solveKeys } from "../_shared/solve/solve-keys.ts";
import { statisticsOf } from "../_shared/solve/statistics.ts";
import { spreadCase } from "../_shared/spread/spread-case.ts";
import { nullSpace } from "./null-space.ts";
import type { AlphaEditParams } from "./params.ts";
import { type AlphaEditState, previousKeys, withKeys } from "./state.ts";

/** One edit of a chain. @returns the edit, and the state for the next one */
export async function alphaEditStep(
	context: EditContext<AlphaEditParams>,
	one: EditCase,
	state: AlphaEditState,
): Promise<{ edit: WeightsEdit; state: AlphaEditState }> {
	const { artifacts, params } = context;
	const { deltas, keys } = await spreadCase(context, one, async (layers) => {
		const metrics = new Map<number, ReturnType<typeof projectionMetric>>();
		for (const [layer, covariance] of await statisticsOf(context, layers, params)) {
			const threshold = params.nullSpaceThreshold;
			metrics.set(layer, projectionMetric(await nullSpace(artifacts, { layer, covariance, threshold })));
		}
		return (layer, ofLayer) => {
			const previous = previousKeys(state, layer);
			return solveKeys({ metric: metrics.get(layer)!, ridge: params.l2, previous }, ofLayer);
		};
	});
	return { edit: { kind: "weights", deltas }, state: withKeys(state, keys) };
}
