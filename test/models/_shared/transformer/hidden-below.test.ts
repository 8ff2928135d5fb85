import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel, TokenBatch } from "#core/editable-model";
import { HiddenBelow } from "#core/hidden-below";
import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { eachEngine } from "../../../helpers/each-engine.ts";
import { kernelRuns } from "../../../helpers/kernel-runs.ts";
import { goldenForward } from "../../golden-forward.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";
import { countedModel } from "./counted-model.ts";

/** The first edited block. */
const FIRST = 3;
const LAYERS = 6;
const blocks = (from: number) => Array.from({ length: LAYERS - from }, (_, i) => from + i);

const everywhere = ({ ids }: TokenBatch) =>
	ids.flatMap((row, r) => row.map((_, column) => [r, column] as const));

/** Its logits at all tokens, under another weight in block 3, and the gradient of a loss of them in this weight. */
function readWith(model: EditableModel, batch: TokenBatch, factor: number, below?: HiddenBelow) {
	const { weight } = model.mlpOutput(FIRST);
	let logits: tf.Tensor | undefined;
	const lossOf = (tensor: tf.Tensor): tf.Scalar => {
		logits = tf.keep(model.withWeights(new Map([[weight, tensor]])).logits(batch, everywhere(batch), below));
		return tf.sum(tf.square(tf.logSoftmax(logits)));
	};
	const gradient = tf.tidy(() => tf.grad(lossOf)(tf.mul(model.weight(weight), factor)));
	return [logits!, gradient];
}

async function valuesOf(tensors: readonly tf.Tensor[]): Promise<Float32Array[]> {
	const values = await Promise.all(tensors.map((tensor) => tensor.data()));
	tf.dispose([...tensors]);
	return values as Float32Array[];
}

for (const name of ["tiny-gpt2", "tiny-llama"]) {
	const ids = goldenForward(name).rows.map((row) => row.ids);
	const batch = { ids };

	test(`${name}: logits and gradients are the same from what enters the block, bit by bit`, async () => {
		await startEngine("cpu");
		const model = await loadModel(goldenCheckpoint(name));
		const below = new HiddenBelow(FIRST);
		for (const factor of [1, 1.5, 0.5]) {
			const expected = await valuesOf(readWith(model, batch, factor));
			assert.equal(await valuesOf(readWith(model, batch, factor, below)), expected, `times ${factor}`);
		}
		below.dispose();
		model.dispose();
	});

	eachEngine(`${name}: its rows go on from it in another order, some of them or all`, async () => {
		const model = await loadModel(goldenCheckpoint(name));
		const below = new HiddenBelow(FIRST);
		await valuesOf(readWith(model, batch, 1, below));
		for (const other of [[ids[3]!, ids[1]!, ids[3]!], [...ids].reverse()]) {
			const expected = await valuesOf(readWith(model, { ids: other }, 1.5));
			const found = await valuesOf(readWith(model, { ids: other }, 1.5, below));
			for (const [i, values] of expected.entries()) {
				const length = Math.hypot(...values);
				const difference = Math.hypot(...values.map((value, j) => value - found[i]![j]!));
				// The same rows in other places are rounded otherwise; TensorFlow's gradient differs by 1.1e-6.
				assert.ok(difference < 5e-6 * length, `${difference} of ${length}`);
			}
		}
		below.dispose();
		model.dispose();
	});

	test(`${name}: blocks below are run once, and in the program that reads the first logits`, async () => {
		await startEngine("onnx");
		const { model, ran } = await countedModel(goldenCheckpoint(name));
		const below = new HiddenBelow(FIRST);
		const before = tf.memory().numTensors;
		for (const from of [0, FIRST, FIRST]) {
			ran.length = 0;
			let logits: tf.Tensor | undefined;
			const runs = await kernelRuns(async () => {
				logits = model.logits(batch, [[0, 0]], below);
				await logits.data();
			});
			assert.equal(ran, blocks(from));
			assert.is(runs, 1);
			logits!.dispose();
			assert.is(tf.memory().numTensors, before + 1, "what is kept");
		}
		below.dispose();
		assert.is(tf.memory().numTensors, before);
		model.dispose();
	});

	test(`${name}: a view with an injection reads all blocks`, async () => {
		await startEngine("onnx");
		const { model, ran } = await countedModel(goldenCheckpoint(name));
		const below = new HiddenBelow(FIRST);
		const tensor = tf.range(0, model.shape.hidden).reshape([1, -1]) as tf.Tensor2D;
		const injected = model.withInjection([{ layer: 1, site: "block", at: [[0, 0]], tensor }]);
		const read = async (view: EditableModel) => (await valuesOf([view.logits(batch, [[0, 0]], below)]))[0]!;
		const changed = await read(injected);
		assert.is(below.has(batch), false);
		const plain = await read(model);
		ran.length = 0;
		assert.equal(await read(injected), changed);
		assert.equal(ran, blocks(0));
		assert.ok(plain.some((value, i) => Math.abs(value - changed[i]!) > 1e-2));
		below.dispose();
		tensor.dispose();
		model.dispose();
	});
}

test("other rows, and a block that the model has not, are refused", async () => {
	await startEngine("onnx");
	const model = await loadModel(goldenCheckpoint("tiny-gpt2"));
	const before = tf.memory().numTensors;
	const below = new HiddenBelow(FIRST);
	const batch = { ids: [[5, 6], [7]] };
	assert.is(below.has(batch), false);
	model.logits(batch, [[0, 0]], below).dispose();
	const refused = (other: TokenBatch, row: string) => {
		assert.is(below.has(other), false);
		assert.throws(
			() => model.logits(other, [[0, 0]], below),
			({ message }: Error) => message === `What enters block 3 was kept of other rows than ${row}`,
		);
	};
	refused({ ids: [[5, 6], [8]] }, "row 1, [8]");
	refused({ ids: [[5]] }, "row 0, [5]");
	refused({ ids: [[7]], positions: [[3]] }, "row 0, [7]");
	refused({ ids: [[5, 6]], mask: [[0, 1]] }, "row 0, [5,6]");
	for (const layer of [6, -1, 0.5]) {
		assert.throws(
			() => model.logits(batch, [[0, 0]], new HiddenBelow(layer)),
			({ message }: Error) => message === `Layer ${layer} is not one of 0 to 5`,
		);
	}
	below.dispose();
	assert.is(tf.memory().numTensors, before);
	model.dispose();
});

test.run();
