import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { disposeDeltas, multiplyOut } from "#core/delta";
import type { WeightsEdit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import type { Editor } from "#core/editor";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { EditRecord } from "#core/record";
import { resolveEditor } from "#core/resolve-editor";
import { SkipRecord } from "#core/skip-record";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { alphaEdit, emmet, memit, rome, rRome } from "../../editors/index.ts";
import { loadModel } from "../../models/_shared/load-model.ts";
import { rejection } from "../helpers/rejection.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const fact = (subject: string, prompt: string, targetNew: string): EditRecord => ({
	id: subject,
	subject,
	prompt,
	targetNew,
});
const records = [
	fact("China", "The capital of China is", "Vilnius"),
	fact("France", "The capital of France is", "Oslo"),
	fact("Japan", "The capital of Japan is", "Madrid"),
] as const;
const stores = { gpt2: memoryArtifacts(), llama: memoryArtifacts() };

async function load(name: string): Promise<EditableModel> {
	await startTestEngine();
	return loadModel(fileURLToPath(new URL(`../../assets/${name}`, import.meta.url)));
}

async function edit(editor: Editor, model: EditableModel, requests: readonly EditRecord[]) {
	const { params } = resolveEditor(editor, model.shape);
	const losses: number[] = [];
	const [first, ...others] = requests;
	const [made] = await editor.implementation.edit({
		model,
		cases: [{ id: first!.id, requests: [first!, ...others] }],
		params,
		fidelity: "exact",
		artifacts: stores[model.shape.modelType as keyof typeof stores],
		random: keyedRandom,
		onStep: (_, { loss }) => losses.push(loss),
	});
	return { deltas: (made as WeightsEdit).deltas, losses };
}

/** Mean log p of a target's tokens. */
async function likelihood(model: EditableModel, { prompt, targetNew }: EditRecord): Promise<number> {
	const start = model.tokenizer.encode(prompt).length;
	const ids = model.tokenizer.encode(`${prompt} ${targetNew}`);
	const target = ids.slice(start);
	const at = target.map((_, j) => [0, start + j - 1] as const);
	const logits = model.logits({ ids: [ids] }, at);
	const logProbs = tf.logSoftmax(logits);
	const values = await logProbs.data();
	tf.dispose([logits, logProbs]);
	return target.reduce((sum, id, j) => sum + values[j * model.shape.vocab + id]!, 0) / target.length;
}

async function likelihoodsAfter(editor: Editor, model: EditableModel, requests: readonly EditRecord[]) {
	const { deltas, losses } = await edit(editor, model, requests);
	const changed = [...deltas].map(([name, delta]) => {
		const weight = tf.tidy(() => tf.add(model.weight(name), multiplyOut(delta)));
		return [name, weight] as const;
	});
	const weights = new Map(changed);
	const view = model.withWeights(weights);
	const after: number[] = [];
	for (const one of requests) after.push(await likelihood(view, one));
	disposeDeltas(deltas);
	tf.dispose([...weights.values()]);
	return { after, losses };
}

const single = [rome(), rRome(), memit(), emmet(), alphaEdit()].flat() as Editor[];
const batched = [memit(), emmet(), alphaEdit()].flat() as Editor[];

for (const name of ["mini-gpt2", "mini-llama"]) {
	for (const editor of single) {
		test(`${editor.label} makes ${name} believe a fact, with its preset`, async () => {
			const model = await load(name);
			const before = await likelihood(model, records[0]);
			const { after, losses } = await likelihoodsAfter(editor, model, records.slice(0, 1));
			assert.ok(after[0]! > Math.log(0.3), `log p ${before} before, ${after[0]} after`);
			assert.ok(losses.length > 1 && losses.at(-1)! < losses[0]!, `losses ${losses}`);
			model.dispose();
		});
	}

	for (const editor of batched) {
		test(`${editor.label} writes three facts into ${name} with one solve`, async () => {
			const model = await load(name);
			const { after } = await likelihoodsAfter(editor, model, records);
			for (const [i, record] of records.entries()) {
				const before = await likelihood(model, record);
				assert.ok(after[i]! > before + 1, `${record.id}: log p ${before} before, ${after[i]} after`);
			}
			model.dispose();
		});
	}
}

test("a case with a subject that is not in its prompt is skipped before anything is computed", async () => {
	const model = await load("mini-gpt2");
	const astray = fact("Norway", "The capital of Sweden is", "Rome");
	for (const editor of single) {
		const numbers = tf.memory().numTensors;
		const error: unknown = await edit(editor, model, [astray]).catch((reason) => reason);
		assert.instance(error, SkipRecord);
		assert.is((error as SkipRecord).message, "subject not in prompt");
		assert.is((error as SkipRecord).record, astray.id);
		assert.is(tf.memory().numTensors, numbers);
	}
	model.dispose();
});

test("a layer that the model has not is named with those it has", async () => {
	const model = await load("mini-gpt2");
	const [one] = rome({ layer: 4 }) as Editor[];
	const [other] = memit({ layers: [1, 9] }) as Editor[];
	const hint = /from 0 to 3/;
	await rejection(edit(one!, model, [records[0]]), {
		message: /^Editor "rome": "layer" names layer 4, but .* has 4 layers$/,
		hint,
	});
	await rejection(edit(other!, model, [records[0]]), {
		message: /^Editor "memit": "layers" names layer 9, but/,
		hint,
	});
	model.dispose();
});

test("a search that diverges says so", async () => {
	const model = await load("mini-gpt2");
	const [editor] = rome({ learningRate: 1e30, clampNormFactor: 1e38 }) as Editor[];
	await rejection(edit(editor!, model, [records[0]]), {
		message: /loss of step \d+ is .*: the search for a value has diverged/,
		hint: /Lower "learningRate"/,
	});
	model.dispose();
});

test("a template without a place for the prompt is refused where it is given", () => {
	assert.throws(() => rome({ contextTemplates: ["So it is."] }), /must have one "\{\}"/);
	assert.throws(() => memit({ contextTemplates: [["{} {}"]] }), /must have one "\{\}"/);
});

test.run();
