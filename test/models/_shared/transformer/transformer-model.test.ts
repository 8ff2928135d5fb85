import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel, TracePoint } from "#core/editable-model";
import { tf } from "#engine/tf";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { eachEngine } from "../../../helpers/each-engine.ts";
import { assertNear, logitsOf } from "../../check-forward.ts";
import { goldenForward } from "../../golden-forward.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const names = ["tiny-gpt2", "tiny-llama"] as const;
const load = async (name: string): Promise<EditableModel> => {
	await startTestEngine();
	return loadModel(goldenCheckpoint(name));
};
const promptsOf = (name: string) => goldenForward(name).rows.map((row) => row.ids);
const lastOf = (ids: readonly number[]) => [[0, ids.length - 1] as const];

for (const name of names) {
	const [prompt, , , , other] = promptsOf(name) as [number[], number[], number[], number[], number[]];

	test(`${name}: a view answers with its weights and leaves the model's as they were, bit by bit`, async () => {
		const model = await load(name);
		const { weight } = model.mlpOutput(2);
		const stored = await model.weight(weight).data();
		const before = await logitsOf(model, { ids: [prompt] }, lastOf(prompt));
		const changed = tf.mul(model.weight(weight), 1.5);
		const view = model.withWeights(new Map([[weight, changed]]));
		const after = await logitsOf(view, { ids: [prompt] }, lastOf(prompt));
		assert.ok(
			after[0]!.some((x, i) => Math.abs(x - before[0]![i]!) > 1e-2),
			"the view answers otherwise",
		);
		assert.is(view.weight(weight), changed);
		view.dispose();
		assert.equal(await model.weight(weight).data(), stored);
		assert.equal(await logitsOf(model, { ids: [prompt] }, lastOf(prompt)), before);
		tf.dispose(changed);
		model.dispose();
	});

	test(`${name}: views compose, the later weight winning`, async () => {
		const model = await load(name);
		const [first, second] = [model.mlpOutput(1).weight, model.mlpOutput(3).weight];
		const [a, b, c] = [1.2, 1.4, 1.6].map((scale, i) =>
			tf.mul(model.weight(i === 1 ? second : first), scale),
		);
		const stacked = model
			.withWeights(new Map([[first, a!]]))
			.withWeights(new Map([[second, b!]]))
			.withWeights(new Map([[first, c!]]));
		const together = model.withWeights(
			new Map([
				[second, b!],
				[first, c!],
			]),
		);
		const batch = { ids: [prompt] };
		assert.equal(
			await logitsOf(stacked, batch, lastOf(prompt)),
			await logitsOf(together, batch, lastOf(prompt)),
		);
		tf.dispose([a!, b!, c!]);
		model.dispose();
	});

	test(`${name}: a row does not depend on the longer row beside it`, async () => {
		const model = await load(name);
		const at = (row: number, ids: readonly number[]) => ids.map((_, column) => [row, column] as const);
		const together = await logitsOf(model, { ids: [prompt, other] }, [...at(0, prompt), ...at(1, other)]);
		const apart = [
			...(await logitsOf(model, { ids: [prompt] }, at(0, prompt))),
			...(await logitsOf(model, { ids: [other] }, at(0, other))),
		];
		together.forEach((row, i) => void assertNear(row, apart[i]!, 1e-4, `logits ${i}`));
		model.dispose();
	});

	test(`${name}: what enters the MLP output matrix, times the matrix, is what leaves it`, async () => {
		const model = await load(name);
		const { weight, parameters, orientation } = model.mlpOutput(3);
		const points = (["mlpOutput.input", "mlpOutput"] as const).map((site) => ({ layer: 3, site }));
		const [input, output] = model.trace({ ids: [prompt] }, lastOf(prompt), points) as [
			tf.Tensor2D,
			tf.Tensor2D,
		];
		const product = tf.tidy(() => {
			const linear = tf.matMul(input, model.weight(weight) as tf.Tensor2D, false, orientation === "out-in");
			return parameters[1] === undefined ? linear : tf.add(linear, model.weight(parameters[1]));
		});
		assert.equal(input.shape, [1, model.shape.inner]);
		assertNear(await product.data(), await output.data(), 1e-5, "output");
		tf.dispose([input, output, product]);
		model.dispose();
	});

	test(`${name}: a block without its MLP's output lacks just that`, async () => {
		const model = await load(name);
		const points: TracePoint[] = [
			{ layer: 4, site: "block" },
			{ layer: 4, site: "mlpOutput" },
		];
		const silenced = new Map(model.mlpOutput(4).parameters.map((p) => [p, tf.zerosLike(model.weight(p))]));
		const at = [[1, 2] as const, [0, 0] as const];
		const batch = { ids: [prompt, other] };
		const [block, output] = model.trace(batch, at, points) as [tf.Tensor, tf.Tensor];
		const [without] = model.withWeights(silenced).trace(batch, at, points.slice(0, 1)) as [tf.Tensor];
		const rest = tf.sub(block, output);
		assert.equal(block.shape, [2, model.shape.hidden]);
		assertNear(await rest.data(), await without.data(), 1e-5, "block");
		tf.dispose([block, output, without, rest, ...silenced.values()]);
		model.dispose();
	});

	eachEngine(`${name}: loading, asking and disposing leave no tensors`, async () => {
		const before = tf.memory().numTensors;
		const model = await loadModel(goldenCheckpoint(name));
		const loaded = tf.memory().numTensors;
		model.logits({ ids: [prompt, other] }, [[0, 0]]).dispose();
		tf.dispose(model.trace({ ids: [prompt] }, [[0, 0]], [{ layer: 1, site: "block" }]));
		const greedy = { temperature: 0, topK: null, topP: null };
		const options = { sampling: greedy, random: [], maxNewTokens: [3, 1] };
		await model.generate([prompt, other], options);
		tf.tidy(() => void gradients(model, prompt));
		assert.is(tf.memory().numTensors, loaded);
		model.dispose();
		assert.is(tf.memory().numTensors, before);
	});
}

function gradients(model: EditableModel, ids: readonly number[]): tf.Tensor[] {
	const { parameters } = model.mlpOutput(1);
	const loss = (...tensors: tf.Tensor[]): tf.Scalar => {
		const view = model.withWeights(new Map(parameters.map((name, i) => [name, tensors[i]!])));
		return tf.logSumExp(view.logits({ ids: [ids] }, lastOf(ids)));
	};
	return tf.grads(loss)(parameters.map((name) => model.weight(name)));
}

test("no places give no logits", async () => {
	const model = await load("tiny-llama");
	const none = model.logits({ ids: [[1, 2]] }, []);
	assert.equal(none.shape, [0, model.shape.vocab]);
	none.dispose();
	model.dispose();
});

test("what the model lacks is named: weights, layers, ids, places, shapes", async () => {
	const model = await load("tiny-gpt2");
	const replace = (name: string, tensor: tf.Tensor) => () =>
		void model.withWeights(new Map([[name, tensor]]));
	const { weight } = model.mlpOutput(0);
	const scalar = tf.scalar(1);
	assert.throws(
		() => model.weight("h.0.mlp.c_proj.weight"),
		/no weight "h\.0.*Did you mean "transformer\.h\.0/,
	);
	assert.throws(replace("nowhere", scalar), /no weight "nowhere"/);
	assert.throws(replace(weight, scalar), /must have the shape \[256,64\], got \[\]/);
	assert.throws(() => model.mlpOutput(6), /Layer 6 is not one of 0 to 5/);
	assert.throws(() => model.trace({ ids: [[1]] }, [[0, 0]], [{ layer: -1, site: "block" }]), /Layer -1/);
	assert.throws(() => model.logits({ ids: [[1024]] }, [[0, 0]]), /The id 1024 is not one of 0 to 1023/);
	assert.throws(() => model.logits({ ids: [[1], [2, 3]] }, [[2, 0]]), /no token at row 2, column 0/);
	assert.throws(() => model.logits({ ids: [[1]] }, [[0, 1]]), /no token at row 0, column 1/);
	assert.throws(() => model.logits({ ids: [] }, []), /at least one token/);
	assert.throws(() => model.logits({ ids: [[1], [2, 3]], mask: [[1], [1, 1]] }, []), /rows of one length/);
	assert.throws(() => model.logits({ ids: [[1, 2]], mask: [[1]] }, []), /mask of a batch must be shaped/);
	assert.throws(() => model.logits({ ids: [[1, 2]], positions: [[1]] }, []), /positions of a batch must be/);
	scalar.dispose();
	model.dispose();
});

test("GPT-2 refuses a text that is longer than it has positions for", async () => {
	const model = await load("tiny-gpt2");
	const long = new Array<number>(513).fill(1);
	try {
		model.logits({ ids: [long] }, [[0, 0]]);
		assert.unreachable("should have thrown");
	} catch (error) {
		assert.is((error as Error).name, "UserError");
		assert.match((error as Error).message, /A text has 513 tokens; the model takes 512 at most/);
		assert.match((error as { hint: string }).hint, /Shorten it/);
	}
	model.dispose();
});

test.run();
