import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel, TokenBatch } from "#core/editable-model";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { padRows } from "../../../editors/ice/pad-rows.ts";
import { iceParams } from "../../../editors/ice/params.ts";
import { randomDraws } from "../../../editors/ice/random-draws.ts";
import { sampleCompletions } from "../../../editors/ice/sample-completions.ts";
import { tiny } from "../tiny.ts";

interface Models {
	/** Pads on the left. */
	readonly gpt2: EditableModel;
	/** Pads on the right. */
	readonly llama: EditableModel;
}

const sampling = suite<{ models: Models }>("ICE's samples");
sampling.before(async (context) => {
	context.models = { gpt2: await tiny("tiny-gpt2"), llama: await tiny("tiny-llama") };
});
sampling.after(({ models }) => {
	models.gpt2.dispose();
	models.llama.dispose();
});

const texts = ["The capital of France is", "A sentence of some more words is", "Grass"];
const rowsOf = ({ tokenizer }: EditableModel) => texts.map((text) => tokenizer.encode(text));

const draw = (model: EditableModel, prefix: TokenBatch, seed: number, given: object = {}) =>
	randomDraws("case", prefix.ids.length, iceParams.parse(given), (...key) =>
		keyedRandom(seed, ...key),
	).completions(0, model, prefix);

/** How many tokens are likelier than those drawn first. */
async function ranks(model: EditableModel, rows: number[][], drawn: readonly (readonly number[])[]) {
	const { vocab } = model.shape;
	const last = rows.map((row, i) => [i, row.length - 1] as const);
	const logits = model.logits({ ids: rows }, last);
	const values = (await logits.data()) as Float32Array;
	logits.dispose();
	return drawn.map(([first], i) => {
		const ofRow = values.subarray(i * vocab, (i + 1) * vocab);
		return ofRow.reduce((above, logit) => above + Number(logit > ofRow[first!]!), 0);
	});
}

sampling("are of the 50 likeliest tokens, spread over all of them", async ({ models: { gpt2 } }) => {
	const rows = rowsOf(gpt2);
	const found: number[] = [];
	for (let seed = 0; seed < 40; seed++) {
		const drawn = await draw(gpt2, { ids: rows }, seed);
		assert.ok(drawn.every((ids) => ids.length === 3 && !ids.includes(gpt2.tokenizer.eosId)));
		found.push(...(await ranks(gpt2, rows, drawn)));
	}
	// End of text is forbidden, and may be one of the 50.
	assert.ok(Math.max(...found) <= 50);
	assert.ok(found.filter((rank) => rank >= 25).length > 40, "at temperature 100 all are about as likely");
});

sampling("take topK and topP of the parameters, else the checkpoint's", async ({ models: { gpt2 } }) => {
	const rows = rowsOf(gpt2);
	const few: EditableModel = Object.assign(Object.create(Object.getPrototypeOf({})), {
		...delegate(gpt2),
		sampling: { topK: 4, topP: 0.5 },
	});
	const worst = async (model: EditableModel, given: object) => {
		const drawn = await Promise.all(
			Array.from({ length: 15 }, (_, seed) => draw(model, { ids: rows }, seed, given)),
		);
		const found = [];
		for (const one of drawn) found.push(...(await ranks(gpt2, rows, one)));
		return Math.max(...found);
	};
	assert.ok((await worst(few, {})) <= 2);
	assert.ok((await worst(few, { topP: null })) > 2);
	assert.ok((await worst(few, { topP: null })) <= 4);
	assert.ok((await worst(few, { topK: null, topP: null })) > 50);
	assert.ok((await worst(gpt2, { topK: 1 })) <= 1);
});

const delegate = (model: EditableModel) => ({
	tokenizer: model.tokenizer,
	shape: model.shape,
	generate: model.generate.bind(model),
	logits: model.logits.bind(model),
});

sampling("depend on seed, row and sample alone", async ({ models: { gpt2 } }) => {
	const rows = rowsOf(gpt2);
	const first = await draw(gpt2, { ids: rows }, 1);
	assert.equal(await draw(gpt2, { ids: rows }, 1), first);
	assert.not.equal(await draw(gpt2, { ids: rows }, 2), first);
	assert.equal(await draw(gpt2, { ids: rows.slice(0, 2) }, 1), first.slice(0, 2));
	const [row = []] = rows;
	const alike = await draw(gpt2, { ids: [row, row] }, 1, { numReturnSequences: 2, temperature: 1e6 });
	assert.is(new Set(alike.map(String)).size, 4);
});

sampling("ignore padding on the left", async ({ models: { gpt2 } }) => {
	const rows = rowsOf(gpt2);
	assert.equal(await draw(gpt2, padRows(gpt2.tokenizer, rows), 3), await draw(gpt2, { ids: rows }, 3));
});

const greedy = {
	sampling: { temperature: 1, topK: 1, topP: null },
	newTokens: 3,
	samples: 1,
	random: () => keyedRandom("unused"),
};

sampling("stand after padding on the right", async ({ models: { llama } }) => {
	const rows = rowsOf(llama);
	const padded = padRows(llama.tokenizer, rows);
	const before = tf.memory().numTensors;
	const drawn = await sampleCompletions(llama, padded, greedy);
	assert.is(tf.memory().numTensors, before);
	const plain = await sampleCompletions(llama, { ids: rows }, greedy);
	const longest = rows.map(({ length }) => length).indexOf(padded.ids[0]!.length);
	assert.equal(drawn[longest], plain[longest]);
	// The first token of a shorter row is the likeliest after masked end-of-text tokens at position 1.
	const short = rows.findIndex(({ length }) => length < padded.ids[0]!.length);
	const mask = padded.mask[short]!;
	const positions = mask.map((one, column) => (one === 0 ? 1 : column));
	const logits = llama.logits({ ids: [padded.ids[short]!], mask: [mask], positions: [positions] }, [
		[0, mask.length - 1],
	]);
	const values = (await logits.data()) as Float32Array;
	logits.dispose();
	values[llama.tokenizer.eosId] = Number.NEGATIVE_INFINITY;
	assert.is(drawn[short]![0], values.indexOf(Math.max(...values)));
});

sampling.run();
