import type { EditableModel } from "#core/editable-model";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import type { Objective, StepLoss } from "../objective.ts";
import { splitRows } from "../split-rows.ts";
import { generateTogether } from "./generate-together.ts";

type Weights = ReadonlyMap<string, tf.Tensor>;

/** One of several independent edits in one step. */
export interface Lane {
	readonly objective: Objective;
	/** As trained so far; all lanes train weights of the same names. */
	readonly weights: Weights;
}

export interface StepResult {
	readonly loss: number;
	/** By the names of the lane's weights, for the caller to dispose. */
	readonly gradients: Weights;
}

/** Losses and gradients of all lanes, by one pass of all their rows through the model. */
export async function stepGradients(
	model: EditableModel,
	lanes: readonly Lane[],
	step: number,
): Promise<StepResult[]> {
	const weights = lanes.map((lane) => lane.weights);
	const losses = await generateTogether(
		model.withLanes(weights),
		weights.map((own) => model.withWeights(own)),
		(edited, lane) => lanes[lane]!.objective(step, edited),
	);
	const names = [...weights[0]!.keys()];
	const flat = weights.flatMap((own) => names.map((name) => own.get(name)!));
	let each: tf.Tensor1D | undefined; // [lanes]
	const sumOf = (...tensors: tf.Tensor[]): tf.Scalar => {
		each = tf.keep(laneLosses(model, losses, lanesOf(names, tensors)));
		return tf.sum(each);
	};
	const { value, grads } = tf.tidy(() => tf.valueAndGrads(sumOf)(flat));
	const values = await each!.data();
	tf.dispose([value, each!, ...losses.flatMap(({ held = [] }) => held)]);
	return lanesOf(names, grads).map((gradients, lane) => ({ loss: values[lane]!, gradients }));
}

/** Tensors of all lanes, one lane after the other, by lane and name. */
function lanesOf(names: readonly string[], tensors: readonly tf.Tensor[]): Weights[] {
	const lanes = tensors.length / names.length;
	return Array.from(
		{ length: lanes },
		(_, lane) => new Map(names.map((name, i) => [name, tensors[lane * names.length + i]!])),
	);
}

/** @returns [lanes] */
function laneLosses(
	model: EditableModel,
	losses: readonly StepLoss[],
	weights: readonly Weights[],
): tf.Tensor1D {
	const ids = losses.flatMap(({ rows }) => rows);
	const lanes = losses.flatMap(({ rows }, lane) => rows.map(() => lane));
	const firstRows = losses.map((_, lane) => lanes.indexOf(lane));
	const at = losses.flatMap((loss, lane) =>
		loss.at.map(([row, column]) => [firstRows[lane]! + row, column] as const),
	);
	const logProbs = logSoftmax(model.withLanes(weights).logits({ ids, lanes }, at)); // [at of all lanes, vocab]
	const parts = splitRows(
		logProbs,
		losses.map((loss) => loss.at.length),
	);
	return tf.stack(
		losses.map(({ loss }, lane) => loss(parts[lane]!, model.withWeights(weights[lane]!))),
	) as tf.Tensor1D;
}
