import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { assertNear, logitsOf } from "../../check-forward.ts";
import { goldenForward } from "../../golden-forward.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

type Lane = ReadonlyMap<string, tf.Tensor>;

/** Two rows in the first lane, none in the second, one in the third. */
const lanes = [0, 0, 2];
const factors = [1.5, 0.5, -1];

/** Lanes that scale the MLP output matrix, and bias where there is one, of two layers. */
const scaled = (model: EditableModel): Lane[] =>
	factors.map((factor) => {
		const names = [1, 2].flatMap((layer) => model.mlpOutput(layer).parameters);
		return new Map(names.map((name) => [name, tf.mul(model.weight(name), factor)]));
	});

for (const name of ["tiny-gpt2", "tiny-llama"]) {
	const ids = goldenForward(name)
		.rows.slice(0, 3)
		.map((row) => row.ids);
	const last = ids.map((row, i) => [i, row.length - 1] as const);
	const load = async (): Promise<EditableModel> => {
		await startTestEngine();
		return loadModel(goldenCheckpoint(name));
	};
	const alone = (model: EditableModel, own: readonly Lane[], row: number) =>
		model.withWeights(own[lanes[row]!]!);

	test(`${name}: each row runs under its lane's weights`, async () => {
		const model = await load();
		const own = scaled(model);
		const together = await logitsOf(model.withLanes(own), { ids, lanes }, last);
		for (const [row, prompt] of ids.entries()) {
			const [expected] = await logitsOf(alone(model, own, row), { ids: [prompt] }, [[0, prompt.length - 1]]);
			assertNear(together[row]!, expected!, 2e-5, `row ${row}`);
		}
		const [other] = await logitsOf(model, { ids: [ids[0]!] }, [[0, ids[0]!.length - 1]]);
		assert.ok(
			other!.some((value, i) => Math.abs(value - together[0]![i]!) > 1e-2),
			"the weights matter",
		);
		model.dispose();
	});

	test(`${name}: gradients of lanes are those of each alone`, async () => {
		const model = await load();
		const own = scaled(model);
		const { weight } = model.mlpOutput(1);
		const lossOf = (view: EditableModel, rows: readonly (readonly number[])[], of?: readonly number[]) => {
			const at = rows.flatMap((row, i) => row.map((_, column) => [i, column] as const));
			const logits = view.logits({ ids: rows, ...(of && { lanes: of }) }, at);
			return tf.sum(tf.square(tf.logSoftmax(logits))) as tf.Scalar;
		};
		const together = tf.grads((...[first, third]) => {
			const moved = own.map(
				(lane, i) => new Map([...lane, [weight, [first!, lane.get(weight)!, third!][i]!]]),
			);
			return lossOf(model.withLanes(moved), ids, lanes);
		})([own[0]!.get(weight)!, own[2]!.get(weight)!]);
		const third = tf.grad((tensor) =>
			lossOf(model.withWeights(new Map([...own[2]!, [weight, tensor]])), [ids[2]!]),
		);
		const expected = await third(own[2]!.get(weight)!).data();
		const found = await together[1]!.data();
		const length = Math.hypot(...expected);
		assert.ok(length > 0);
		assert.ok(Math.hypot(...found.map((value, i) => value - expected[i]!)) < 1e-5 * length);
		model.dispose();
	});

	test(`${name}: rows of different lanes are continued side by side`, async () => {
		const model = await load();
		const own = scaled(model);
		const options = (rows: readonly number[]) => ({
			sampling: { temperature: 1, topK: 5, topP: null },
			random: rows.map((row) => keyedRandom(0, "lanes", row)),
			maxNewTokens: rows.map((row) => 18 + row),
			stopAtEnd: false,
		});
		const together = await model.withLanes(own).generate(ids, { ...options([0, 1, 2]), lanes });
		for (const [row, prompt] of ids.entries()) {
			const [expected] = await alone(model, own, row).generate([prompt], options([row]));
			assert.equal(together[row], expected);
		}
		model.dispose();
	});

	test(`${name}: traces see the lanes`, async () => {
		const model = await load();
		const own = scaled(model);
		const points = [{ layer: 2, site: "block" }] as const;
		const [together] = model.withLanes(own).trace({ ids, lanes }, last, points);
		const values = (await together!.array()) as number[][];
		for (const [row, prompt] of ids.entries()) {
			const [one] = alone(model, own, row).trace({ ids: [prompt] }, [[0, prompt.length - 1]], points);
			assertNear(values[row]!, ((await one!.array()) as number[][])[0]!, 2e-5, `row ${row}`);
		}
		model.dispose();
	});
}

test("lanes that do not fit are refused", async () => {
	await startTestEngine();
	const model = await loadModel(goldenCheckpoint("tiny-llama"));
	const own = scaled(model);
	const [first, second] = [own[0]!, own[1]!];
	const fewer = new Map([...second].slice(1));
	assert.throws(() => model.withLanes([first, fewer]), /must replace the same weights/);
	assert.throws(() => model.withLanes([new Map([["lm", tf.zeros([1])]])]), /no weight "lm"/);
	const view = model.withLanes(own);
	const at = [[0, 0]] as const;
	assert.throws(() => view.withLanes(own), /takes no further lanes/);
	assert.throws(() => view.logits({ ids: [[1], [1]], lanes: [1, 0] }, at), /must not descend/);
	assert.throws(() => view.logits({ ids: [[1], [1]], lanes: [0] }, at), /one lane a row/);
	assert.throws(() => view.logits({ ids: [[1]], lanes: [3] }, at), /no lane 3: it has 3/);
	assert.throws(() => view.weight(model.mlpOutput(1).weight), /differs between lanes/);
	const embedding = "model.embed_tokens.weight";
	const embedded = model.withLanes([new Map([[embedding, tf.zerosLike(model.weight(embedding))]])]);
	assert.throws(() => embedded.logits({ ids: [[1]] }, at), /differs between lanes/);
	model.dispose();
});

test.run();
