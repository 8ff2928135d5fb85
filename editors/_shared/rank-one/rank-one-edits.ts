import type { WeightsEdit } from "#core/edit";
import type { EditCase, EditContext } from "#core/editor";
import { checkLayers } from "../check-layers.ts";
import { readFact } from "../fact/fact.ts";
import { inverseMetric } from "../solve/metric.ts";
import { statisticsOf } from "../solve/statistics.ts";
import { contextTemplates } from "../templates/context-templates.ts";
import { outerDelta } from "../update/outer-delta.ts";
import { type RankOneRequest, rankOneEdit } from "./rank-one-edit.ts";
import type { RankOneParams } from "./rank-one-params.ts";

type Denominator = Pick<RankOneRequest, "denominator">;

/** Edits of `rome` and `rRome`, which differ in the denominator's key. */
export async function rankOneEdits(
	context: EditContext<RankOneParams>,
	denominator: Denominator,
): Promise<WeightsEdit[]> {
	checkLayers(context.model, [context.params.layer!], "layer");
	const edits: WeightsEdit[] = [];
	for (const one of context.cases) edits.push(await editOne(context, one, denominator));
	return edits;
}

async function editOne(
	context: EditContext<RankOneParams>,
	one: EditCase,
	denominator: Denominator,
): Promise<WeightsEdit> {
	const { model, params, fidelity, onStep } = context;
	const layer = params.layer!; // the editors' `needs`
	const reading = { tokenizer: model.tokenizer, fidelity };
	const fact = readFact(reading, one.requests[0], { blank: "always" });
	const { contextTemplates: given, templateLengths: lengths } = params;
	const templates = await contextTemplates(context, { given: given && [given], lengths, braces: "" });
	const covariance = params.mom2Adjustment
		? (await statisticsOf(context, [layer], params)).get(layer)!
		: undefined;
	const { u, right } = await rankOneEdit({
		model,
		reading,
		fact,
		layer,
		templates: templates.flat(),
		settings: params,
		metric: covariance && inverseMetric(covariance),
		...denominator,
		onLoss: (loss) => onStep(one, { loss }),
	});
	return { kind: "weights", deltas: new Map([outerDelta(model, layer, { outs: [right], ins: [u] })]) };
}
