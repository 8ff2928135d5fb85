import type { EditableModel, Reading } from "#core/editable-model";
import { tf } from "#engine/tf";
import type { Continuation, Objective, StepLoss } from "../objective.ts";
import { generateFor, generateTogether, partsOf } from "./generate-together.ts";
import { partGradients, type StepResult, type Weights } from "./part-gradients.ts";
import type { RepeatedRows } from "./repeated-rows.ts";

/** One of several independent edits in one step. */
export interface Lane {
	readonly objective: Objective;
	/** As trained so far; all lanes train weights of the same names. */
	readonly weights: Weights;
}

/**
 * Losses and gradients of all lanes, by one pass of all their rows through the model; where losses have sequels, these take
 * another one, after what the first has read was gone on from.
 *
 * @param repeated what is kept from step to step
 */
export async function stepGradients(
	model: EditableModel,
	lanes: readonly Lane[],
	step: number,
	repeated?: RepeatedRows,
): Promise<StepResult[]> {
	const weights = lanes.map((lane) => lane.weights);
	const together = model.withLanes(weights);
	const losses = await generateTogether(
		together,
		weights.map((own) => model.withWeights(own)),
		(edited, lane) => lanes[lane]!.objective(step, edited),
	);
	const first = await partGradients(
		model,
		losses.map((loss, lane) => ({ weights: weights[lane]!, loss })),
		repeated?.belowOf(losses),
	);
	if (first.reading === undefined) return first.results;
	try {
		const sequels = await sequelsOf(together, losses, first.reading);
		const rest = sequels.map(({ lane, loss }) => ({
			weights: weights[lane]!,
			loss,
			before: first.results[lane]!,
		}));
		const { results } = await partGradients(model, rest);
		for (const [i, { lane }] of sequels.entries()) first.results[lane] = results[i]!;
		return first.results;
	} catch (error) {
		for (const { gradients } of first.results) tf.dispose([...gradients.values()]);
		throw error;
	}
}

/** Samples what the sequels of losses are about. @param reading the rows of all losses; used up */
async function sequelsOf(
	model: EditableModel,
	losses: readonly StepLoss[],
	reading: Reading,
): Promise<{ readonly lane: number; readonly loss: StepLoss }[]> {
	const rows = losses.flatMap(({ rows, sequel }) => rows.map(() => sequel !== undefined));
	reading.keepRows(rows.flatMap((isGoneOn, row) => (isGoneOn ? [row] : [])));
	const asks = losses.flatMap(({ rows, sequel }, lane) =>
		sequel === undefined ? [] : [{ lane, prompts: rows, options: sequel.options, sequel }],
	);
	const logits = asks.flatMap(({ prompts }) => prompts.map((): Float32Array[] => []));
	const ids = await generateFor(model, asks, {
		after: reading,
		onLogits: (row, values) => logits[row]!.push(values.slice()),
	});
	const said = ids.map((row, i): Continuation => ({ ids: row, logits: logits[i]! }));
	const sizes = asks.map(({ prompts }) => prompts.length);
	return partsOf(said, sizes).map((own, i) => ({ lane: asks[i]!.lane, loss: asks[i]!.sequel.loss(own) }));
}
