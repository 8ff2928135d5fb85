import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";
import type { Objective, StepLoss } from "../../../editors/_shared/objective.ts";
import { type Trainee, type Training, train } from "../../../editors/_shared/train.ts";
import { rejection } from "../../helpers/rejection.ts";
import { tiny } from "../tiny.ts";

const training = suite<{ model: EditableModel }>("train()");

training.before(async (context) => {
	context.model = await tiny("tiny-gpt2");
});
training.after(({ model }) => model.dispose());

const settings = {
	layers: [1],
	steps: 4,
	learningRate: 0.01,
	normConstraint: null,
	gradNormConstraint: null,
	printKl: false,
};
const name = "transformer.h.1.mlp.c_proj.weight";

/** Trains one lane. */
async function trainOne(
	{ model, settings, onLoss }: Training & Pick<Trainee, "onLoss">,
	objective: Objective,
): Promise<ReadonlyMap<string, tf.Tensor>> {
	const [deltas] = await train({ model, settings }, [{ objective, onLoss }]);
	return deltas!;
}

/** Its gradient is `slope` in every element of the weight. */
const sumOf =
	(slope: number, offset = 0): Objective =>
	() => ({
		rows: [[1]],
		at: [[0, 0]],
		loss: (_, edited) => edited.weight(name).sum().mul(slope).add(offset) as tf.Scalar,
		repeats: true,
	});

/** As `sumOf`, and the bias has a gradient too. */
const withBias =
	(objective: Objective): Objective =>
	async (step, edited) => {
		const given = await objective(step, edited);
		const bias = (view: EditableModel) => view.weight(name.replace("weight", "bias")).sum();
		const loss: StepLoss["loss"] = (logProbs, view) => given.loss(logProbs, view).add(bias(view).mul(0));
		return { ...given, loss };
	};

training("makes all steps of a loss that stays large, and says each loss", async ({ model }) => {
	const losses: number[] = [];
	const onLoss = (loss: number) => losses.push(loss);
	const deltas = await trainOne({ model, settings, onLoss }, withBias(sumOf(1, 1000)));
	assert.is(losses.length, 4);
	// Adam's steps are as long as the learning rate where the gradient stays the same.
	const values = await deltas.get(name)!.data();
	assert.ok(values.every((value) => Math.abs(value + 0.04) < 1e-5));
	tf.dispose([...deltas.values()]);
});

training("stops without a step where the loss is below 0.01", async ({ model }) => {
	const losses: number[] = [];
	const onLoss = (loss: number) => losses.push(loss);
	const deltas = await trainOne({ model, settings, onLoss }, withBias(sumOf(0, 0.0099)));
	assert.is(losses.length, 1);
	const values = await deltas.get(name)!.data();
	assert.ok(values.every((value) => value === 0));
	tf.dispose([...deltas.values()]);
});

training("goes on below 0.01 with printKl", async ({ model }) => {
	let count = 0;
	const given = { model, settings: { ...settings, printKl: true }, onLoss: () => count++ };
	const deltas = await trainOne(given, withBias(sumOf(0, 0.001)));
	assert.is(count, 4);
	tf.dispose([...deltas.values()]);
});

training("keeps elements within normConstraint of where they were", async ({ model }) => {
	const given = { model, settings: { ...settings, normConstraint: 0.025 }, onLoss: () => {} };
	const deltas = await trainOne(given, withBias(sumOf(1, 1000)));
	const values = await deltas.get(name)!.data();
	assert.ok(values.every((value) => Math.abs(value + 0.025) < 1e-6));
	tf.dispose([...deltas.values()]);
});

training("shortens gradients to gradNormConstraint", async ({ model }) => {
	// 1e-8 in Adam's denominator shows only where gradients are as small: 16384 elements of 1e-8 have the norm 1.28e-6.
	const given = { model, settings: { ...settings, steps: 1, gradNormConstraint: 1.28e-6 }, onLoss: () => {} };
	const deltas = await trainOne(given, withBias(sumOf(1, 1000)));
	const values = await deltas.get(name)!.data();
	assert.ok(values.every((value) => Math.abs(value + 0.005) < 1e-5));
	tf.dispose([...deltas.values()]);
});

training("disposes what a step holds on to", async ({ model }) => {
	const objective: Objective = async (step, edited) => ({
		...(await withBias(sumOf(1, 1000))(step, edited)),
		held: [tf.zeros([2])],
	});
	const before = tf.memory().numTensors;
	const deltas = await trainOne({ model, settings, onLoss: () => {} }, objective);
	assert.is(tf.memory().numTensors, before + 2);
	tf.dispose([...deltas.values()]);
});

training("says when a loss is not a number, and leaves nothing behind", async ({ model }) => {
	const before = tf.memory().numTensors;
	const told = {
		model,
		settings: { ...settings, learningRate: 1e30, normConstraint: null },
		onLoss: () => {},
	};
	const error = await rejection(trainOne(told, withBias(sumOf(1e10))), {
		message: /The loss of step \d is -?Infinity: training has diverged/,
	});
	assert.is(error.hint, 'Lower "learningRate" or "normConstraint".');
	await rejection(trainOne({ model, settings, onLoss: () => {} }, withBias(sumOf(0, Number.NaN))), {
		message:
			/^The unedited model gives a first loss of NaN: a weight of the checkpoint is NaN or infinite, or what it computes overflows$/,
	});
	assert.is(tf.memory().numTensors, before);
});

training("refuses layers that the model has not", async ({ model }) => {
	const error = await rejection(
		trainOne({ model, settings: { ...settings, layers: [1, 6] }, onLoss: () => {} }, sumOf(1)),
		{ message: /"layers" names layer 6, but the model has 6/ },
	);
	assert.is(error.hint, "Name layers from 0 to 5.");
});

training("ends each lane by itself", async ({ model }) => {
	const losses: number[][] = [[], []];
	const lane = (i: number, offset: number): Trainee => ({
		objective: withBias(sumOf(0, offset)),
		onLoss: (loss) => losses[i]!.push(loss),
	});
	const trained = await train({ model, settings }, [lane(0, 0.005), lane(1, 2)]);
	assert.is(trained.length, 2);
	assert.equal(
		losses.map((list) => list.length),
		[1, 4],
	);
	for (const deltas of trained) tf.dispose([...deltas.values()]);
});

training.run();
