import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel, Injection, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { random } from "../../../engine/onnx/against-cpu.ts";
import { eachEngine } from "../../../helpers/each-engine.ts";
import { assertNear, logitsOf } from "../../check-forward.ts";
import { goldenForward } from "../../golden-forward.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const names = ["tiny-gpt2", "tiny-llama"] as const;
const load = async (name: string): Promise<EditableModel> => {
	await startTestEngine();
	return loadModel(goldenCheckpoint(name));
};

for (const name of names) {
	const prompts = goldenForward(name).rows.map((row) => row.ids);
	const [prompt, , , , other] = prompts as [number[], number[], number[], number[], number[]];
	const batch = { ids: [prompt, other] };
	const last = [
		[0, prompt.length - 1],
		[1, other.length - 1],
	] as const;
	const at: readonly TokenPosition[] = [
		[0, 2],
		[1, 0],
	];

	test(`${name}: what is added to the MLP's output is in its trace, in the block's, and in no other token's`, async () => {
		const model = await load(name);
		const tensor = random([2, model.shape.hidden], 5) as tf.Tensor2D;
		const view = model.withInjection([{ layer: 2, site: "mlpOutput", at, tensor }]);
		const points = (["mlpOutput.input", "mlpOutput", "block"] as const).map((site) => ({ layer: 2, site }));
		const [before, after] = [model, view].map((one) => one.trace(batch, at, points));
		const differences = before!.map((value, i) => tf.sub(after![i]!, value));
		assertNear(await differences[0]!.data(), new Float32Array(2 * model.shape.inner), 1e-6, "input");
		for (const i of [1, 2]) assertNear(await differences[i]!.data(), await tensor.data(), 1e-5, `point ${i}`);
		const elsewhere: TokenPosition[] = [[0, 1]];
		assert.equal(await logitsOf(view, batch, elsewhere), await logitsOf(model, batch, elsewhere));
		tf.dispose([tensor, ...before!, ...after!, ...differences]);
		model.dispose();
	});

	test(`${name}: an injection at the block leaves the MLP's output as it was`, async () => {
		const model = await load(name);
		const tensor = random([2, model.shape.hidden], 6) as tf.Tensor2D;
		const view = model.withInjection([{ layer: 1, site: "block", at, tensor }]);
		const [mlp] = model.trace(batch, at, [{ layer: 1, site: "mlpOutput" }]) as [tf.Tensor2D];
		const [same, block] = view.trace(batch, at, [
			{ layer: 1, site: "mlpOutput" },
			{ layer: 1, site: "block" },
		]) as [tf.Tensor2D, tf.Tensor2D];
		const [plain] = model.trace(batch, at, [{ layer: 1, site: "block" }]) as [tf.Tensor2D];
		assert.equal(await same.data(), await mlp.data());
		const added = tf.sub(block, plain);
		assertNear(await added.data(), await tensor.data(), 1e-5, "block");
		tf.dispose([tensor, mlp, same, block, plain, added]);
		model.dispose();
	});

	test(`${name}: injections compose with each other and with replaced weights, in any order`, async () => {
		const model = await load(name);
		const { weight } = model.mlpOutput(3);
		const changed = tf.mul(model.weight(weight), 1.3);
		const [a, b] = [7, 8].map((seed) => random([2, model.shape.hidden], seed) as tf.Tensor2D);
		const first: Injection = { layer: 1, site: "mlpOutput", at, tensor: a! };
		const second: Injection = { layer: 3, site: "block", at, tensor: b! };
		const weights = new Map([[weight, changed]]);
		const views = [
			model.withInjection([first]).withWeights(weights).withInjection([second]),
			model.withWeights(weights).withInjection([second, first]),
		];
		const [one, two] = await Promise.all(views.map((view) => logitsOf(view, batch, last)));
		const plain = await logitsOf(model, batch, last);
		for (const row of [0, 1]) {
			assertNear(one![row]!, two![row]!, 1e-4, "order");
			assert.ok(one![row]!.some((x, i) => Math.abs(x - plain[row]![i]!) > 1e-2));
		}
		tf.dispose([changed, a!, b!]);
		model.dispose();
	});

	test(`${name}: a batch with an injection answers as the view does, whatever was computed before`, async () => {
		const model = await load(name);
		const asked = [...last, [1, 1], [0, 3]] as const;
		for (const site of ["mlpOutput", "block"] as const) {
			const place = { layer: 2, site, at };
			const injected = model.injectedBatch(batch, asked, place);
			for (const seed of [3, 4]) {
				const tensor = random([2, model.shape.hidden], seed) as tf.Tensor2D;
				const want = model.withInjection([{ ...place, tensor }]).logits(batch, asked);
				const got = injected.logits(tensor);
				assertNear(await got.data(), await want.data(), 2e-4, `logits, ${site}`);
				tf.dispose([tensor, want, got]);
			}
			injected.dispose();
		}
		model.dispose();
	});

	eachEngine(
		`${name}: the gradient of an injected tensor is the loss's slope, and nothing leaks`,
		async () => {
			const model = await loadModel(goldenCheckpoint(name));
			const { hidden, vocab } = model.shape;
			const [weights, start, direction] = [
				random([last.length, vocab], 3),
				random([2, hidden], 9) as tf.Tensor2D,
				tf.tidy(() => {
					const raw = random([2, hidden], 11);
					return tf.div(raw, tf.norm(raw)) as tf.Tensor2D;
				}),
			];
			const place = { layer: 3, site: "mlpOutput", at } as const;
			const before = tf.memory().numTensors;
			const injected = model.injectedBatch(batch, last, place);
			const forms: ((tensor: tf.Tensor2D) => tf.Tensor2D)[] = [
				(tensor) => injected.logits(tensor),
				(tensor) => model.withInjection([{ ...place, tensor }]).logits(batch, last),
			];
			for (const logits of forms) {
				const loss = (x: tf.Tensor): tf.Scalar =>
					tf.sum(tf.mul(tf.logSoftmax(logits(x as tf.Tensor2D)), weights)).div(100);
				const [along, slope] = tf.tidy(() => {
					const shifted = (scale: number) => loss(tf.add(start, tf.mul(direction, scale)));
					return [
						tf.sum(tf.mul(tf.grad(loss)(start), direction)),
						tf.div(tf.sub(shifted(0.02), shifted(-0.02)), 0.04),
					];
				}) as [tf.Scalar, tf.Scalar];
				const [[got], [want]] = [await along.data(), await slope.data()] as unknown as [number[], number[]];
				assert.ok(
					Math.abs(got! - want!) <= 2e-3 + 1e-2 * Math.abs(want!),
					`${got}, finite differences ${want}`,
				);
				tf.dispose([along, slope]);
			}
			injected.dispose();
			assert.is(tf.memory().numTensors, before);
			model.dispose();
		},
	);
}

test("a view with injections generates nothing, and takes a second one in a batch", async () => {
	const model = await load("tiny-llama");
	const tensor = random([1, model.shape.hidden], 5) as tf.Tensor2D;
	const place = { layer: 0, site: "block", at: [[0, 1]] } as const;
	const view = model.withInjection([{ ...place, tensor }]);
	const greedy = { temperature: 0, topK: null, topP: null };
	assert.throws(
		() => void view.generate([[1]], { sampling: greedy, random: [], maxNewTokens: [1] }),
		/generates nothing/,
	);
	const batch = { ids: [[1, 2, 3]] };
	const [doubled] = await logitsOf(model.withInjection([{ ...place, tensor: tf.mul(tensor, 2) }]), batch, [
		[0, 2],
	]);
	const logits = view.injectedBatch(batch, [[0, 2]], place).logits(tensor);
	assertNear(await logits.data(), doubled!, 1e-4, "logits");
	model.dispose();
});

test("an injection that does not fit is refused", async () => {
	const model = await load("tiny-gpt2");
	const { hidden } = model.shape;
	const inject = (layer: number, at: TokenPosition[], shape: [number, number]) => () =>
		void model.withInjection([{ layer, site: "block", at, tensor: tf.zeros(shape) }]);
	assert.throws(inject(6, [[0, 0]], [1, hidden]), /Layer 6 is not one of 0 to 5/);
	assert.throws(inject(0, [[0, 0]], [2, hidden]), /must have the shape \[1, 64\], got \[2,64\]/);
	const outside = model.withInjection([
		{ layer: 0, site: "block", at: [[0, 3]], tensor: tf.zeros([1, hidden]) },
	]);
	assert.throws(() => outside.logits({ ids: [[1, 2]] }, [[0, 0]]), /no token at row 0, column 3/);
	model.dispose();
});

test.run();
