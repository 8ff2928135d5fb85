import { checkLayers } from "#core/check-layers";
import type { WeightsEdit } from "#core/edit";
import type { EditContext } from "#core/editor";
import { readFact } from "../fact/fact.ts";
import { inverseMetric } from "../solve/metric.ts";
import { statisticsOf } from "../solve/statistics.ts";
import { contextTemplates } from "../templates/context-templates.ts";
import { outerDelta } from "../update/outer-delta.ts";
import { findRankOnes, type RankOneRequest } from "./find-rank-ones.ts";
import type { RankOneParams } from "./rank-one-params.ts";

/** Edits of `rome` and `rRome`, which differ in the denominator's key. */
export async function rankOneEdits(
	context: EditContext<RankOneParams>,
	denominator: RankOneRequest["denominator"],
): Promise<WeightsEdit[]> {
	const { model, cases, params, fidelity, onStep } = context;
	const layer = params.layer!; // the editors' `needs`
	checkLayers([layer], model.shape.layers, '"layer"');
	const reading = { tokenizer: model.tokenizer, fidelity };
	const sought = cases.map((one) => ({
		fact: readFact(reading, one.requests[0], { blank: "always" }),
		onLoss: (loss: number) => onStep(one, { loss }),
	}));
	const { contextTemplates: given, templateLengths: lengths } = params;
	const templates = await contextTemplates(context, { given: given && [given], lengths, braces: "" });
	const covariance = params.mom2Adjustment
		? (await statisticsOf(context, [layer], params)).get(layer)!
		: undefined;
	const metric = covariance && inverseMetric(covariance);
	const request = {
		model,
		reading,
		layer,
		templates: templates.flat(),
		settings: params,
		metric,
		denominator,
	};
	const found = await findRankOnes(request, sought);
	return found.map(({ u, right }) => ({
		kind: "weights",
		deltas: new Map([outerDelta(model, layer, { outs: [right], ins: [u] })]),
	}));
}
