import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { eachEngine } from "#test/helpers/each-engine";
import { assertClose, random, randomInts } from "./against-cpu.ts";

// One block of a small transformer with a language-modelling loss, of plain tf operations.
const [batch, seq, heads, head, vocab] = [2, 16, 4, 8, 50];
const hidden = heads * head;

const shapes = {
	embedding: [vocab, hidden],
	position: [seq, hidden],
	query: [3 * hidden, hidden],
	out: [hidden, hidden],
	up: [4 * hidden, hidden],
	down: [hidden, 4 * hidden],
	gain: [hidden],
	bias: [hidden],
};
type Weights = Record<keyof typeof shapes, tf.Tensor>;

const makeWeights = () =>
	Object.entries(shapes).map(([, shape], i) => random(shape, i + 1).mul(shape.length === 1 ? 0.5 : 0.2));

const linear = (x: tf.Tensor, weight: tf.Tensor) => x.matMul(weight, false, true); // [rows, in] · [out, in]ᵀ

function layerNorm(x: tf.Tensor, { gain, bias }: Weights): tf.Tensor {
	const centred = x.sub(x.mean(-1, true));
	const scale = centred.square().mean(-1, true).add(1e-5).rsqrt();
	return centred.mul(scale).mul(gain).add(bias);
}

const gelu = (x: tf.Tensor) => x.mul(0.5).mul(x.mul(Math.SQRT1_2).erf().add(1));

function attention(x: tf.Tensor, weights: Weights): tf.Tensor {
	const [q, k, v] = tf
		.split(linear(x, weights.query), 3, 1)
		.map((part) => part.reshape([batch, seq, heads, head]).transpose([0, 2, 1, 3])); // [batch, heads, seq, head]
	const scores = q!.matMul(k!, false, true).div(Math.sqrt(head)); // [batch, heads, seq, seq]
	const rows = tf.range(0, seq).expandDims(1);
	const masked = tf.where(rows.greaterEqual(tf.range(0, seq)), scores, tf.scalar(-1e9));
	const mixed = masked
		.softmax()
		.matMul(v!)
		.transpose([0, 2, 1, 3])
		.reshape([batch * seq, hidden]);
	return linear(mixed, weights.out);
}

function loss(list: readonly tf.Tensor[]): tf.Scalar {
	const names = Object.keys(shapes) as (keyof Weights)[];
	const weights = Object.fromEntries(names.map((name, i) => [name, list[i]!])) as Weights;
	const ids = randomInts([batch * seq], vocab, 7);
	const positions = weights.position.tile([batch, 1]);
	const x = tf.gather(weights.embedding, ids).add(positions); // [batch · seq, hidden]
	const mixed = x.add(attention(layerNorm(x, weights), weights));
	const fed = mixed.add(linear(gelu(linear(layerNorm(mixed, weights), weights.up)), weights.down));
	const logits = linear(layerNorm(fed, weights), weights.embedding); // [batch · seq, vocab]
	const targets = tf.oneHot(randomInts([batch * seq], vocab, 8), vocab);
	return logits
		.logSoftmax()
		.mul(targets)
		.sum()
		.div(-batch * seq)
		.asScalar();
}

/** Loss and gradient of every weight. */
async function evaluate(): Promise<Float32Array[]> {
	const results = tf.tidy(() => {
		const { value, grads } = tf.valueAndGrads((...list: tf.Tensor[]) => loss(list))(makeWeights());
		return [value, ...grads];
	});
	const values = await Promise.all(results.map(async (t) => (await t.data()) as Float32Array));
	tf.dispose(results);
	return values;
}

let expected: Float32Array[];
test.before(async () => {
	await startEngine("cpu");
	expected = await evaluate();
});

eachEngine("loss and gradients of a transformer block are those of the cpu backend", async () => {
	const actual = await evaluate();
	for (const [i, values] of actual.entries()) assertClose(values, expected[i]!, 1e-5);
});

eachEngine("the gradient is the slope of the loss", async () => {
	const step = 1e-2;
	const slope = tf.tidy(() => {
		const weights = makeWeights();
		const direction = weights.map((w, i) => random(w.shape, 100 + i));
		const at = (distance: number) => loss(weights.map((w, i) => w.add(direction[i]!.mul(distance))));
		const gradients = tf.grads((...list: tf.Tensor[]) => loss(list))(weights);
		const predicted = tf.addN(gradients.map((g, i) => g.mul(direction[i]!).sum()));
		return tf.stack([
			at(step)
				.sub(at(-step))
				.div(2 * step),
			predicted,
		]);
	});
	const [measured, predicted] = await slope.data();
	assert.ok(
		Math.abs(measured! - predicted!) < 0.02 * Math.abs(predicted!),
		`${measured} against ${predicted}`,
	);
});

test.run();
