import type { WeightsEdit } from "#core/edit";
import type { EditContext } from "#core/editor";
import { projectionMetric } from "../_shared/solve/metric.ts";
import { solveKeys } from "../_shared/solve/solve-keys.ts";
import { statisticsOf } from "../_shared/solve/statistics.ts";
import { spreadCases } from "../_shared/spread/spread-cases.ts";
import { nullSpace } from "./null-space.ts";
import type { AlphaEditParams } from "./params.ts";
import { type AlphaEditState, previousKeys, withKeys } from "./state.ts";

/** One more edit of a chain: each case goes on from the same state. @returns each edit, and the state after it */
export async function alphaEdits(
	context: EditContext<AlphaEditParams>,
	state: AlphaEditState,
): Promise<{ edit: WeightsEdit; state: AlphaEditState }[]> {
	const { artifacts, params } = context;
	const spreads = await spreadCases(context, async (layers) => {
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
	return spreads.map(({ deltas, keys }) => ({
		edit: { kind: "weights", deltas },
		state: withKeys(state, keys),
	}));
}
