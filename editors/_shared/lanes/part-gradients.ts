import type { EditableModel, Reading } from "#core/editable-model";
import type { HiddenBelow } from "#core/hidden-below";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import type { StepLoss } from "../objective.ts";
import { splitRows } from "../split-rows.ts";

export type Weights = ReadonlyMap<string, tf.Tensor>;

/** A loss and its gradients; who has them disposes of them. */
export interface StepResult {
	readonly loss: number;
	/** By the names of the lane's weights. */
	readonly gradients: Weights;
}

/** A lane's loss, or a part of it. */
export interface LanePart {
	/** All lanes have weights of the same names. */
	readonly weights: Weights;
	readonly loss: StepLoss;
	/** The other part, to which this one is added; it is taken over. */
	readonly before?: StepResult;
}

export interface PartGradients {
	/** One a lane. */
	readonly results: StepResult[];
	/** The rows of all lanes, where one has a sequel; the caller's. */
	readonly reading: Reading | undefined;
}

/**
 * Losses and gradients of all lanes, by one pass of all their rows through the model.
 *
 * @param below has, or is to have, what enters the first edited block
 */
export async function partGradients(
	model: EditableModel,
	parts: readonly LanePart[],
	below?: HiddenBelow,
): Promise<PartGradients> {
	const names = [...parts[0]!.weights.keys()];
	const flat = parts.flatMap(({ weights }) => names.map((name) => weights.get(name)!));
	let forward: Forward | undefined;
	const sumOf = (...tensors: tf.Tensor[]): tf.Scalar => {
		forward = laneLosses(model, parts, lanesOf(names, tensors), below);
		return tf.sum(tf.keep(forward.losses));
	};
	const sums = tf.tidy(() => {
		const { grads } = tf.valueAndGrads(sumOf)(flat);
		return lanesOf(names, grads).map((gradients, lane) => added(gradients, parts[lane]!.before?.gradients));
	});
	const { losses, reading } = forward!;
	const values = await losses.data();
	tf.dispose([
		losses,
		...parts.flatMap(({ loss, before }) => [...(loss.held ?? []), ...gradientsOf(before)]),
	]);
	const results = sums.map((gradients, lane) => ({
		loss: values[lane]! + (parts[lane]!.before?.loss ?? 0),
		gradients: new Map(Object.entries(gradients)),
	}));
	return { results, reading };
}

/** What tidy lets through. */
const added = (gradients: Weights, before: Weights | undefined): Record<string, tf.Tensor> =>
	Object.fromEntries(
		[...gradients].map(([name, own]) => [name, before ? tf.add(own, before.get(name)!) : own]),
	);

const gradientsOf = (result: StepResult | undefined): tf.Tensor[] => [...(result?.gradients.values() ?? [])];

/** Tensors of all lanes, one lane after the other, by lane and name. */
function lanesOf(names: readonly string[], tensors: readonly tf.Tensor[]): Weights[] {
	const lanes = tensors.length / names.length;
	return Array.from(
		{ length: lanes },
		(_, lane) => new Map(names.map((name, i) => [name, tensors[lane * names.length + i]!])),
	);
}

interface Forward {
	/** [lanes] */
	readonly losses: tf.Tensor1D;
	readonly reading?: Reading;
}

function laneLosses(
	model: EditableModel,
	parts: readonly LanePart[],
	weights: readonly Weights[],
	below: HiddenBelow | undefined,
): Forward {
	const losses = parts.map(({ loss }) => loss);
	const ids = losses.flatMap(({ rows }) => rows);
	const lanes = losses.flatMap(({ rows }, lane) => rows.map(() => lane));
	const firstRows = losses.map((_, lane) => lanes.indexOf(lane));
	const at = losses.flatMap((loss, lane) =>
		loss.at.map(([row, column]) => [firstRows[lane]! + row, column] as const),
	);
	const view = model.withLanes(weights);
	const batch = { ids, lanes };
	const isGoneOn = losses.some(({ sequel }) => sequel !== undefined);
	const { logits, ...read } = isGoneOn ? view.read(batch, at) : { logits: view.logits(batch, at, below) };
	const sizes = losses.map((loss) => loss.at.length);
	const each = splitRows(logSoftmax(logits), sizes) // [at, vocab] of each lane
		.map((logProbs, lane) => losses[lane]!.loss(logProbs, model.withWeights(weights[lane]!)));
	return { losses: tf.stack(each) as tf.Tensor1D, ...read };
}
