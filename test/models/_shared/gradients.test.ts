import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { random } from "../../engine/onnx/against-cpu.ts";
import { eachEngine } from "../../helpers/each-engine.ts";
import { madeCheckpoint, madeWeights } from "../made-checkpoint.ts";

interface Variant {
	readonly title: string;
	readonly config: object;
	readonly shapes: Readonly<Record<string, readonly number[]>>;
}

const file = new URL("../../fixtures/architectures.json", import.meta.url);
const { variants } = JSON.parse(readFileSync(file, "utf8")) as { variants: readonly Variant[] };
const chosen = ["llama: attention bias", "llama: tied head", "gpt2: as published", "gpt2: head of its own"];

const batch = {
	ids: [
		[3, 1, 4, 1, 5],
		[9, 2, 6],
	],
};
const at = [
	[0, 4],
	[0, 1],
	[1, 2],
] as const;

/** Some number that depends on all logits asked for. */
function loss(model: EditableModel): tf.Scalar {
	const logits = model.logits(batch, at); // [at, vocab]
	return tf.sum(tf.mul(tf.logSoftmax(logits), random(logits.shape, 3)));
}

/** (L(w + εd) − L(w − εd)) / 2ε, the slope along d. */
async function slope(model: EditableModel, name: string, direction: tf.Tensor): Promise<number> {
	const step = 1e-2;
	const lossAt = (scale: number): tf.Scalar =>
		loss(model.withWeights(new Map([[name, tf.add(model.weight(name), tf.mul(direction, scale))]])));
	const difference = tf.tidy(() => tf.sub(lossAt(step), lossAt(-step)));
	const [value] = await difference.data();
	difference.dispose();
	return value! / (2 * step);
}

for (const { title, config, shapes } of variants.filter((variant) => chosen.includes(variant.title))) {
	eachEngine(`the gradient of every weight is the loss's slope (${title})`, async () => {
		const model = await loadModel(madeCheckpoint(config, madeWeights(shapes)));
		for (const name of Object.keys(shapes)) {
			const weight = model.weight(name);
			const raw = random(weight.shape, 11);
			const direction = tf.div(raw, tf.norm(raw)); // of length 1
			const along = tf.tidy(() => {
				const f = (x: tf.Tensor) => loss(model.withWeights(new Map([[name, x]])));
				return tf.sum(tf.mul(tf.grad(f)(weight), direction));
			});
			const [got] = await along.data();
			const want = await slope(model, name, direction);
			const allowed = 2e-3 + 1e-2 * Math.abs(want);
			assert.ok(Math.abs(got! - want) <= allowed, `${name}: ${got}, finite differences ${want}`);
		}
		model.dispose();
	});
}

test.run();
