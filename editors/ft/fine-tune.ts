import type { WeightsEdit } from "#core/edit";
import type { EditContext } from "#core/editor";
import type { z } from "#core/params";
import type { StepLoss } from "../_shared/objective.ts";
import { type RequestText, requestText } from "../_shared/request-text.ts";
import { type Trainee, train } from "../_shared/train.ts";
import type { ftParams } from "./params.ts";
import { promptLast } from "./prompt-last.ts";
import { targetNew } from "./target-new.ts";

type Context = EditContext<z.output<typeof ftParams>>;

export const ftLEdits = (context: Context): Promise<WeightsEdit[]> =>
	fineTune(context, (text) => promptLast(context.model.tokenizer, text, context.fidelity));

export const ftMEdits = (context: Context): Promise<WeightsEdit[]> =>
	fineTune(context, (text) => targetNew(context.model.tokenizer, text, context.fidelity));

async function fineTune(
	{ model, cases, params: settings, fidelity, onStep }: Context,
	lossOf: (text: RequestText) => StepLoss,
): Promise<WeightsEdit[]> {
	const trainees = cases.map((one): Trainee => {
		const loss = lossOf(requestText(one.requests[0], fidelity));
		return { objective: () => loss, onLoss: (value) => onStep(one, { loss: value }) };
	});
	const trained = await train({ model, settings }, trainees);
	return trained.map((deltas) => ({ kind: "weights", deltas }));
}
