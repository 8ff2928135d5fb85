import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";
import { stepGradients } from "../../../../editors/_shared/lanes/step-gradients.ts";
import type { Continuation, StepLoss } from "../../../../editors/_shared/objective.ts";
import { tiny } from "../../tiny.ts";

const steps = suite<{ model: EditableModel }>("stepGradients()");
steps.before(async (context) => {
	context.model = await tiny("tiny-gpt2");
});
steps.after(({ model }) => model.dispose());

const name = "transformer.h.1.mlp.c_proj.weight";
const rows = [[5, 6, 7]];

/** The sum of the edited weight, `slope` times: its gradient is the same in every element. */
const part = (slope: number): StepLoss => ({
	rows,
	at: [[0, 2]],
	loss: (_, edited) => edited.weight(name).sum().mul(slope) as tf.Scalar,
});

const options = {
	sampling: { temperature: 0, topK: null, topP: null },
	random: [],
	maxNewTokens: [2],
	minNewTokens: 2,
};

/** A loss with a sequel of another slope, which keeps what it is told. */
const withSequel = (slope: number, more: number, told: Continuation[]): StepLoss => ({
	...part(slope),
	sequel: {
		options,
		loss(continuations) {
			told.push(...continuations);
			return part(more);
		},
	},
});

const lanesOf = (model: EditableModel, losses: readonly StepLoss[]) =>
	losses.map((loss, lane) => ({
		weights: new Map([[name, tf.tidy(() => model.weight(name).mul(1 + lane / 10))]]),
		objective: () => loss,
	}));

steps(
	"a sequel adds to the loss and the gradient of its lane, after what that lane's model says",
	async ({ model }) => {
		const told: Continuation[] = [];
		const lanes = lanesOf(model, [part(2), withSequel(1, 3, told), part(5)]);
		const before = tf.memory().numTensors;
		const results = await stepGradients(model, lanes, 0);
		const sums = await Promise.all(
			lanes.map(({ weights }) => tf.tidy(() => weights.get(name)!.sum()).data()),
		);
		for (const [lane, slope] of [2, 4, 5].entries()) {
			const { loss, gradients } = results[lane]!;
			const sum = sums[lane]![0]!;
			assert.ok(
				Math.abs(loss - slope * sum) < 1e-3 * Math.abs(slope * sum) + 1e-4,
				`${loss} of lane ${lane}`,
			);
			const values = await gradients.get(name)!.data();
			assert.ok(
				values.every((value) => value === slope),
				`lane ${lane}`,
			);
			gradients.get(name)!.dispose();
		}
		const [alone] = await model.withWeights(lanes[1]!.weights).generate(rows, options);
		assert.equal([told.length, told[0]!.ids], [1, alone]);
		assert.equal(
			told[0]!.logits.map((logits) => logits.indexOf(Math.max(...logits))),
			alone,
		);
		assert.is(tf.memory().numTensors, before + 3, "the sums");
		for (const { weights } of lanes) weights.get(name)!.dispose();
	},
);

steps("a sequel that fails leaves nothing behind", async ({ model }) => {
	const failing: StepLoss = {
		...part(1),
		sequel: {
			options,
			loss() {
				throw new Error("no more of this");
			},
		},
	};
	const lanes = lanesOf(model, [failing]);
	const before = tf.memory().numTensors;
	const message = await stepGradients(model, lanes, 0).then(String, (error: Error) => error.message);
	assert.is(message, "no more of this");
	assert.is(tf.memory().numTensors, before);
	for (const { weights } of lanes) weights.get(name)!.dispose();
});

steps.run();
