import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { startEngine } from "#engine/engines";
import { bundled } from "#hub/bundled";
import { loadModel } from "../../models/_shared/load-model.ts";
import { readAtlas } from "./read-atlas.ts";

interface Fixture {
	readonly tokens: readonly { readonly text: string; readonly ids: readonly number[] }[];
	readonly next: readonly { readonly prompt: string; readonly token: number; readonly logProb: number }[];
}

const readFixture = async (name: string): Promise<Fixture> =>
	JSON.parse(await readFile(new URL(`../fixtures/miniatures/${name}.json`, import.meta.url), "utf8"));

const files = [
	"config.json",
	"generation_config.json",
	"model.safetensors",
	"tokenizer.json",
	"tokenizer_config.json",
];

/** @returns the greedy token and its log-probability after each row's tokens from `from` on, the last excepted */
async function greedy(model: EditableModel, rows: readonly { ids: readonly number[]; from: number }[]) {
	const at = rows.flatMap(({ ids, from }, row) =>
		ids.slice(from).map((_, i) => [row, from + i - 1] as const),
	);
	const logits = model.logits({ ids: rows.map(({ ids }) => ids) }, at);
	const [, vocab] = logits.shape;
	const values = (await logits.data()) as Float32Array;
	logits.dispose();
	const answers = at.map((_, i) => {
		const row = values.subarray(i * vocab, (i + 1) * vocab);
		const highest = row.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
		const logSum = Math.log(row.reduce((sum, value) => sum + Math.exp(value - highest), 0));
		return { token: row.indexOf(highest), logProb: -logSum };
	});
	return rows.map(({ ids, from }) => answers.splice(0, ids.length - from));
}

for (const name of ["gpt2", "llama"]) {
	const folder = bundled(`mini-${name}`);
	const withModel = (run: (model: EditableModel) => Promise<void>) => async () => {
		await startEngine("onnx");
		const model = await loadModel(folder);
		try {
			await run(model);
		} finally {
			model.dispose();
		}
	};

	test(`mini-${name} is a whole Hugging Face folder below 8 MB, with a model card`, async () => {
		const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size));
		const total = sizes.reduce((sum, size) => sum + size, 0);
		assert.ok(total < 8e6, `${total} bytes`);
		const card = await readFile(path.join(folder, "README.md"), "utf8");
		assert.match(card, `train.py ${name} --steps`);
		assert.match(card, /\| facts \| \d+ \| (9\d|100)\.\d% \|/);
	});

	test(
		`mini-${name} knows 90 of 100 facts of the atlas: its greedy answer has every token right`,
		withModel(async (model) => {
			const facts = (await readAtlas()).filter((_, i) => i % 7 === 3).slice(0, 100);
			assert.is(facts.length, 100);
			const rows = facts.map(({ prompt, answer }) => ({
				ids: model.tokenizer.encode(`${prompt} ${answer}`),
				from: model.tokenizer.encode(prompt).length,
			}));
			const answers = await greedy(model, rows);
			const right = rows.filter(({ ids, from }, i) =>
				answers[i]!.every(({ token }, j) => token === ids[from + j]),
			);
			assert.ok(right.length >= 90, `${right.length} of 100`);
		}),
	);

	test(
		`mini-${name} gives the token ids and next tokens of transformers`,
		withModel(async (model) => {
			const { tokens, next } = await readFixture(name);
			for (const { text, ids } of tokens)
				assert.equal(model.tokenizer.encode(text), ids, JSON.stringify(text));
			const rows = next.map(({ prompt, token }) => {
				const ids = model.tokenizer.encode(prompt);
				return { ids: [...ids, token], from: ids.length };
			});
			const answers = (await greedy(model, rows)).flat();
			for (const [i, { prompt, token, logProb }] of next.entries()) {
				assert.is(answers[i]!.token, token, prompt);
				assert.ok(Math.abs(answers[i]!.logProb - logProb) < 1e-3, `${prompt}: ${answers[i]!.logProb}`);
			}
		}),
	);
}

test.run();
