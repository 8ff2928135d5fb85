import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sampling } from "#core/ask";
import type { EditableModel, GenerateOptions, Reading } from "#core/editable-model";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { logitsOf } from "../../check-forward.ts";
import { goldenForward } from "../../golden-forward.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const greedy: Sampling = { temperature: 0, topK: null, topP: null };
const free: Sampling = { temperature: 1, topK: null, topP: null };

const generateAll = (
	model: EditableModel,
	prompts: readonly (readonly number[])[],
	options: Partial<GenerateOptions>,
): Promise<number[][]> =>
	model.generate(prompts, {
		sampling: greedy,
		random: prompts.map((_, i) => keyedRandom("generate test", i)),
		maxNewTokens: prompts.map(() => 24),
		stopAtEnd: false,
		...options,
	});

function assertNear(got: ArrayLike<number>, want: ArrayLike<number>): void {
	assert.is(got.length, want.length);
	for (const [i, value] of Array.from(want).entries()) {
		assert.ok(Math.abs(got[i]! - value) < 1e-4, `${i}: ${got[i]} instead of ${value}`);
	}
}

/** The token's rank among all at its place: 0 is the most likely. */
async function ranks(model: EditableModel, prompt: readonly number[], added: readonly number[]) {
	const ids = [...prompt, ...added];
	const at = added.map((_, i) => [0, prompt.length + i - 1] as const);
	const logits = await logitsOf(model, { ids: [ids] }, at);
	return logits.map((row, i) => row.filter((x) => x > row[added[i]!]!).length);
}

for (const name of ["tiny-gpt2", "tiny-llama"]) {
	const prompts = goldenForward(name).rows.map((row) => row.ids);
	const withModel = (title: string, run: (model: EditableModel) => Promise<void>): void => {
		test(`${name}: ${title}`, async () => {
			await startTestEngine();
			const model = await loadModel(goldenCheckpoint(name));
			await run(model);
			model.dispose();
		});
	};

	withModel("over cached keys and values, tokens are those of whole passes", async (model) => {
		const [prompt] = prompts as [number[]];
		const tokens = 40; // more than there is room for at first
		const [added] = await generateAll(model, [prompt], { maxNewTokens: [tokens] });
		const ids = [...prompt];
		for (let i = 0; i < tokens; i++) {
			const [row] = await logitsOf(model, { ids: [ids] }, [[0, ids.length - 1]]);
			ids.push(row!.indexOf(row!.reduce((a, b) => Math.max(a, b))));
		}
		assert.equal(added, ids.slice(prompt.length));
	});

	for (const sampling of [greedy, free, { temperature: 0.7, topK: 50, topP: 0.9 }]) {
		withModel(`a text does not depend on its neighbours (${JSON.stringify(sampling)})`, async (model) => {
			const maxNewTokens = [5, 24, 1, 24, 12, 24];
			const together = await generateAll(model, prompts, { sampling, maxNewTokens });
			for (const [i, prompt] of prompts.entries()) {
				const alone = await generateAll(model, [prompt], {
					sampling,
					random: [keyedRandom("generate test", i)],
					maxNewTokens: [maxNewTokens[i]!],
				});
				assert.equal(alone, [together[i]!], `prompt ${i}`);
			}
		});
	}

	withModel(
		"going on from rows that were read gives the same texts, and says what they are drawn from",
		async (model) => {
			const before = tf.memory().numTensors;
			const sampling = { temperature: 0.7, topK: 50, topP: 0.9 };
			const whole = await generateAll(model, prompts, { sampling });
			const at = prompts.map((prompt, row) => [row, prompt.length - 1] as const);
			const { logits, reading } = model.read({ ids: prompts }, at);
			const kept = [0, 2, 3];
			reading.keepRows(kept);
			const heard: Float32Array[][] = kept.map(() => []);
			const gone = await generateAll(
				model,
				kept.map((row) => prompts[row]!),
				{
					sampling,
					random: kept.map((row) => keyedRandom("generate test", row)),
					after: reading,
					onLogits: (row, values) => heard[row]!.push(values.slice()),
				},
			);
			assert.equal(
				gone,
				kept.map((row) => whole[row]!),
			);
			const values = (await logits.array()) as number[][];
			logits.dispose();
			for (const [i, row] of kept.entries()) {
				const ids = [...prompts[row]!, ...gone[i]!];
				const places = gone[i]!.map((_, step) => [0, prompts[row]!.length + step - 1] as const);
				const wanted = await logitsOf(model, { ids: [ids] }, places);
				assert.is(heard[i]!.length, gone[i]!.length);
				assertNear(values[row]!, wanted[0]!);
				for (const [step, heardNow] of heard[i]!.entries()) assertNear(heardNow, wanted[step]!);
			}
			assert.is(tf.memory().numTensors, before);
		},
	);

	withModel("rows are gone on from once, and by the model that has read them", async (model) => {
		const { logits, reading } = model.read({ ids: prompts }, []);
		assert.equal(logits.shape, [0, model.shape.vocab]);
		logits.dispose();
		await generateAll(model, prompts, { after: reading, maxNewTokens: prompts.map(() => 1) });
		const messageOf = (after: Reading) =>
			generateAll(model, prompts, { after }).then(String, ({ message }: Error) => message);
		assert.match(await messageOf(reading), /have been gone on from already/);
		assert.match(await messageOf({ keepRows() {}, dispose() {} }), /goes on from what it has read itself/);
		const padded = { ids: [[1, 2]], mask: [[0, 1]] };
		assert.throws(() => model.read(padded, []), /Padded rows/);
	});

	withModel("texts of one prompt differ by their streams only", async (model) => {
		const [prompt] = prompts as [number[]];
		const random = ["a", "b", "a"].map((key) => keyedRandom(key));
		const texts = await generateAll(model, [prompt, prompt, prompt], { sampling: free, random });
		assert.equal(texts[0], texts[2]);
		assert.not.equal(texts[0], texts[1]);
	});

	withModel("top-k draws are among the k most likely, and not the first alone", async (model) => {
		const [prompt] = prompts as [number[]];
		const sampling = { temperature: 3, topK: 50, topP: null };
		const [added] = await generateAll(model, [prompt], { sampling, maxNewTokens: [100] });
		const found = await ranks(model, prompt, added!);
		assert.ok(
			found.every((rank) => rank < 50),
			`ranks ${found}`,
		);
		assert.ok(
			found.some((rank) => rank >= 25),
			`ranks ${found}`,
		);
	});

	withModel(
		"end-of-text ends a row, is its last token, and is forbidden before the minimum",
		async (model) => {
			const { eosId } = model.tokenizer;
			const stopped = await generateAll(model, prompts, { stopAtEnd: true });
			const ended = stopped.findIndex((ids) => ids.length < 24);
			const at = stopped[ended]!.length - 1;
			assert.is(stopped[ended]!.indexOf(eosId), at);
			const through = await generateAll(model, prompts, {});
			assert.equal(through[ended]!.slice(0, at + 1), stopped[ended]);
			assert.is(through[ended]!.length, 24);
			const delayed = await generateAll(model, prompts, { stopAtEnd: true, minNewTokens: at + 3 });
			assert.ok(!delayed[ended]!.slice(0, at + 3).includes(eosId), `${delayed[ended]}`);
			assert.ok(delayed[ended]!.length >= at + 3);
		},
	);

	withModel("a row that may add nothing adds nothing", async (model) => {
		const [first, second] = prompts as [number[], number[]];
		assert.equal(await generateAll(model, [first], { maxNewTokens: [0] }), [[]]);
		const [none, some] = await generateAll(model, [first, second], { maxNewTokens: [0, 2] });
		assert.equal([none!.length, some!.length], [0, 2]);
		assert.equal(await generateAll(model, [], {}), []);
	});
}

test("generate() wants a limit and a stream for each prompt", async () => {
	await startTestEngine();
	const model = await loadModel(goldenCheckpoint("tiny-gpt2"));
	const failure = async (options: Partial<GenerateOptions>): Promise<string> =>
		generateAll(model, [[1], [2]], options).then(
			() => "none",
			(error: Error) => error.message,
		);
	assert.match(await failure({ maxNewTokens: [1] }), /maxNewTokens must have one entry a prompt: 2, got 1/);
	assert.match(await failure({ sampling: free, random: [] }), /one stream a prompt: 2, got 0/);
	model.dispose();
});

test.run();
