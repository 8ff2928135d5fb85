import type { WeightsEdit } from "#core/edit";
import type { EditContext } from "#core/editor";
import { inverseMetric } from "../solve/metric.ts";
import { solveKeys } from "../solve/solve-keys.ts";
import { statisticsOf } from "../solve/statistics.ts";
import type { StatisticsSettings } from "../solve/statistics-params.ts";
import { spreadCases } from "./spread-cases.ts";
import type { SpreadParams } from "./spread-params.ts";

/** Spread edits whose solve weighs old keys by C⁻¹: MEMIT with `ridge` λ, EMMET with its regularisation. */
export async function leastSquaresEdits(
	context: EditContext<SpreadParams & StatisticsSettings>,
	ridge: number,
): Promise<WeightsEdit[]> {
	const spreads = await spreadCases(context, async (layers) => {
		const statistics = await statisticsOf(context, layers, context.params);
		return (layer, keys) => solveKeys({ metric: inverseMetric(statistics.get(layer)!), ridge }, keys);
	});
	return spreads.map(({ deltas }) => ({ kind: "weights", deltas }));
}
