import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { Adam } from "#engine/optimise/adam";
import { clipGradients } from "#engine/optimise/clip-gradients";
import { tf } from "#engine/tf";
import { editedParameters } from "./edited-parameters.ts";
import type { Loss, Objective } from "./objective.ts";
import type { TrainingSettings } from "./training-params.ts";

/** Below this loss there is nothing left to learn. */
const LEARNT = 1e-2;

export interface Training {
	readonly model: EditableModel;
	readonly settings: TrainingSettings;
	/** Called with the loss of each step, before its update. */
	readonly onLoss: (loss: number) => void;
}

/**
 * Minimises an objective over the MLP output matrices of some blocks, by Adam with a clamp. A loss below 0.01 ends it
 * without another update, unless `printKl`.
 *
 * @returns W − W₀ by name, for the caller to dispose
 * @throws UserError where a loss is not a number
 */
export async function train(
	{ model, settings, onLoss }: Training,
	objective: Objective,
): Promise<Map<string, tf.Tensor>> {
	const names = editedParameters(model, settings.layers!); // the editors' `needs`
	const start = new Map(names.map((name) => [name, model.weight(name)]));
	const { learningRate, normConstraint: radius } = settings;
	const adam = new Adam(start, { learningRate, radius });
	try {
		for (let step = 0; step < settings.steps; step++) {
			const { loss, gradients } = await differentiate(model, adam.values, objective, step);
			try {
				onLoss(loss);
				checkLoss(loss, step);
				if (loss < LEARNT && !settings.printKl) break;
				update(adam, gradients, settings);
			} finally {
				tf.dispose([...gradients.values()]);
			}
		}
		return adam.deltas();
	} finally {
		adam.dispose();
	}
}

type Weights = ReadonlyMap<string, tf.Tensor>;

async function differentiate(
	model: EditableModel,
	weights: Weights,
	objective: Objective,
	step: number,
): Promise<{ loss: number; gradients: Weights }> {
	const { loss, held = [] } = await objective(step, model.withWeights(weights));
	const { value, grads } = gradientsOf(model, weights, loss);
	const [number = Number.NaN] = await value.data();
	tf.dispose([value, ...held]);
	return { loss: number, gradients: new Map([...weights.keys()].map((name, i) => [name, grads[i]!])) };
}

function gradientsOf(model: EditableModel, weights: Weights, loss: Loss) {
	const names = [...weights.keys()];
	const ofTensors = (...tensors: tf.Tensor[]) =>
		loss(model.withWeights(new Map(names.map((name, i) => [name, tensors[i]!]))));
	return tf.tidy(() => tf.valueAndGrads(ofTensors)([...weights.values()]));
}

function update(adam: Adam, gradients: Weights, { gradNormConstraint }: TrainingSettings): void {
	if (gradNormConstraint === null) {
		adam.step(gradients);
		return;
	}
	const clipped = clipGradients(gradients, gradNormConstraint);
	adam.step(clipped);
	tf.dispose([...clipped.values()]);
}

function checkLoss(loss: number, step: number): void {
	if (Number.isFinite(loss)) return;
	throw new UserError(`The loss of step ${step} is ${loss}: training has diverged`, {
		hint: 'Lower "learningRate" or "normConstraint".',
	});
}
