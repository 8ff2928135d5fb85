import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { NotFinite } from "#core/not-finite";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { brokenCheckpoint } from "../../../helpers/broken-checkpoint.ts";
import { golden } from "../../../helpers/golden.ts";
import { rejection } from "../../../helpers/rejection.ts";
import { startTestEngine } from "../../../helpers/test-engine.ts";

await startTestEngine();

const generate = (model: EditableModel, prompts: readonly (readonly number[])[], temperature: number) =>
	model.generate(prompts, {
		sampling: { temperature, topK: 5, topP: null },
		random: prompts.map((_, i) => keyedRandom("not finite", i)),
		maxNewTokens: prompts.map(() => 4),
		minNewTokens: 4,
	});

for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
	test(`no token is chosen, greedily or by chance, of logits with ${value} for one token`, async () => {
		const model = await loadModel(brokenCheckpoint("tiny-llama", "lm_head.weight", value));
		for (const temperature of [0, 1]) {
			const error = await rejection(generate(model, [[1, 5, 6]], temperature), {
				message: /^The model gives logits that are not finite for new token 1 of a text$/,
			});
			assert.instance(error, NotFinite);
			assert.equal((error as NotFinite).row, [1, 5, 6]);
		}
		model.dispose();
	});
}

test("end-of-text that is forbidden is no fault", async () => {
	const model = await loadModel(golden("tiny-gpt2").folder);
	const [ids] = await generate(model, [[5, 6]], 0);
	assert.is(ids!.length, 4);
	model.dispose();
});

test("the token at which a text breaks is named, and where it breaks alone", async () => {
	const sound = await loadModel(golden("tiny-llama").folder);
	const [written] = await generate(sound, [[1, 5, 6]], 0);
	const [first] = written!;
	assert.not([1, 5, 6].includes(first!));
	sound.dispose();
	const broken = brokenCheckpoint("tiny-llama", "model.embed_tokens.weight", Number.NaN, [64 * first!]);
	const model = await loadModel(broken);
	const tensors = tf.memory().numTensors;
	const error = await rejection(generate(model, [[1, 5, 6]], 0), { message: /new token 2 of a text$/ });
	assert.equal((error as NotFinite).row, [1, 5, 6, first]);
	assert.is(tf.memory().numTensors, tensors, "what was read is freed");
	model.dispose();
});

test("hidden states whose squares overflow are no zeros", async () => {
	for (const [name, weight] of [
		["tiny-gpt2", "transformer.h.0.mlp.c_proj.weight"],
		["tiny-llama", "model.layers.0.mlp.down_proj.weight"],
	] as const) {
		const model = await loadModel(golden(name).folder);
		const large = tf.fill(model.weight(weight).shape, 1e30);
		const logits = model.withWeights(new Map([[weight, large]])).logits({ ids: [[5, 6]] }, [[0, 1]]);
		assert.ok((await logits.data()).every(Number.isNaN), name);
		tf.dispose([large, logits]);
		model.dispose();
	}
});

test.run();
