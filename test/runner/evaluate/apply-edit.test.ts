import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Delta, deltaTensors } from "#core/delta";
import type { EditableModel } from "#core/editable-model";
import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { applyEdit } from "#runner/evaluate/apply-edit";
import { loadModel } from "../../../models/_shared/load-model.ts";

const folder = fileURLToPath(new URL("../../fixtures/golden/checkpoints/tiny-gpt2", import.meta.url));
const name = "transformer.h.0.mlp.c_proj.weight";
let model: EditableModel;

test.before(async () => {
	await startEngine("onnx", { threads: 1 });
	model = await loadModel(folder);
});

const weights = (...entries: [string, Delta][]) => ({ kind: "weights", deltas: new Map(entries) }) as const;
const like = (value: number) => tf.fill(model.weight(name).shape, value);

async function logitsOf(asked: EditableModel): Promise<Float32Array> {
	const logits = asked.logits({ ids: [[5, 6, 7]] }, [[0, 2]]);
	const values = (await logits.data()) as Float32Array;
	logits.dispose();
	return Float32Array.from(values);
}

test("an edit shows in the view, and leaves the model bit for bit as it was", async () => {
	const before = Float32Array.from(await model.weight(name).data());
	const answered = await logitsOf(model);
	const tensors = tf.memory().numTensors;
	const applied = await applyEdit(model, weights([name, like(0.25)]));
	assert.ok(applied.changed);
	assert.not.equal(await logitsOf(applied.model), answered);
	const wanted = before.map((value) => value + 0.25);
	assert.equal(Float32Array.from(await applied.model.weight(name).data()), wanted);
	assert.is(applied.deltaNorms[name], 0.25 * Math.sqrt(before.length));
	applied.dispose();
	assert.equal(Float32Array.from(await model.weight(name).data()), before);
	assert.equal(await logitsOf(model), answered);
	assert.is(tf.memory().numTensors, tensors);
});

test("an edit without deltas is the model itself", async () => {
	const applied = await applyEdit(model, weights());
	assert.is(applied.model, model);
	assert.not(applied.changed);
	assert.equal(applied.deltaNorms, {});
});

test("a delta of low rank gives, bit for bit, the weights of the delta multiplied out, and is freed", async () => {
	const thin = (rows: number, columns: number, seed: number) =>
		tf.randomNormal([rows, columns], 0, 0.1, "float32", seed) as tf.Tensor2D;
	const [inner, hidden] = model.weight(name).shape as [number, number];
	for (const rank of [1, 3]) {
		// How the product was formed before deltas were kept in two parts: from rows of vectors.
		const [ins, outs] = [thin(rank, inner, 5), thin(rank, hidden, 7)];
		const left = tf.transpose(ins) as tf.Tensor2D;
		const whole = await applyEdit(model, weights([name, tf.matMul(ins, outs, true)]));
		const tensors = tf.memory().numTensors - 2;
		const thinly = await applyEdit(model, weights([name, { left, right: outs }]));
		assert.equal(
			Float32Array.from(await thinly.model.weight(name).data()),
			Float32Array.from(await whole.model.weight(name).data()),
		);
		assert.equal(thinly.deltaNorms, whole.deltaNorms);
		thinly.dispose();
		assert.is(tf.memory().numTensors, tensors);
		whole.dispose();
		ins.dispose();
	}
});

test("deltas that fit are given to whoever keeps them, while they live; others are not", async () => {
	const kept: string[] = [];
	const keep = async (deltas: ReadonlyMap<string, Delta>) => {
		for (const [one, delta] of deltas) {
			const values = await (delta as tf.Tensor).data();
			kept.push(`${one} ${values[0]}`);
		}
	};
	(await applyEdit(model, weights([name, like(0.5)]), keep)).dispose();
	await applyEdit(model, weights(), keep);
	await applyEdit(model, weights([name, like(Number.NaN)]), keep).catch(() => {});
	assert.equal(kept, [`${name} 0.5`]);
});

test("a disk that is full frees the edit's tensors too", async () => {
	const tensors = tf.memory().numTensors;
	const full = () => Promise.reject(new Error("no space left"));
	const error = await applyEdit(model, weights([name, like(0.5)]), full).catch((reason) => reason);
	assert.is(error.message, "no space left");
	assert.is(tf.memory().numTensors, tensors);
});

test("a wrap is put around the model", async () => {
	const wrap = (inner: EditableModel) =>
		Object.assign(Object.create(inner), { frame: (text: string) => `!${text}` });
	const applied = await applyEdit(model, { kind: "wrap", data: null, wrap });
	assert.is(applied.model.frame("a"), "!a");
	assert.ok(applied.changed);
	assert.equal(applied.deltaNorms, {});
});

test("a wrap that returns no model is refused", async () => {
	for (const [wrap, got] of [
		[() => undefined, "nothing"],
		[async () => model, "an empty object"],
	] as const) {
		const edit = { kind: "wrap", data: null, wrap: wrap as unknown as () => EditableModel } as const;
		const error = await applyEdit(model, edit).catch((reason: Error) => reason);
		assert.match((error as Error).message, `The wrap returned ${got}; it should be a model around the one`);
	}
});

async function refused(edit: ReturnType<typeof weights>, message: RegExp): Promise<void> {
	const tensors = tf.memory().numTensors - deltaTensors(edit.deltas).length;
	try {
		await applyEdit(model, edit);
	} catch (error) {
		assert.match((error as Error).message, message);
		assert.is(tf.memory().numTensors, tensors, "tensors of a refused edit are freed");
		return;
	}
	assert.unreachable("the edit was applied");
}

test("a delta that is not a number is refused with the weight's name", async () => {
	await refused(
		weights([name, like(1)], ["transformer.h.1.mlp.c_proj.weight", like(Number.NaN)]),
		/h\.1.*not finite/,
	);
	await refused(
		weights([name, like(Number.POSITIVE_INFINITY)]),
		/^The model gives a change of "transformer.h.0.mlp.c_proj.weight" that is not finite$/,
	);
});

test("a delta of another shape, and one of no weight, are refused", async () => {
	await refused(weights([name, tf.zeros([3, 2])]), /must have the weight's shape \[256,64\], got \[3,2\]/);
	await refused(weights(["transformer.h.0.mlp.nothing", tf.zeros([1])]), /transformer\.h\.0\.mlp\.nothing/);
});

test.run();
