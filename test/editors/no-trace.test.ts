import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import type { EditCase, Editor } from "#core/editor";
import { memoryArtifacts } from "#core/memory-artifacts";
import { resolveEditor } from "#core/resolve-editor";
import { keyedRandom } from "#engine/rng";
import { applyEdit } from "#runner/evaluate/apply-edit";
import * as editors from "../../editors/index.ts";
import { loadModel } from "../../models/_shared/load-model.ts";
import { changedWeight, weightBits } from "../conformance/weights.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const EDITS = 50;
/** Cases of one call, where the editor takes several. */
const LANES = 10;
const folder = fileURLToPath(new URL("../../assets/mini-llama", import.meta.url));

const countries = ["China", "France", "Japan", "Norway", "Kenya"];
const cities = ["Vilnius", "Oslo", "Madrid", "Rome", "Cairo"];
const cases = Array.from({ length: EDITS }, (_, i): EditCase => {
	const subject = countries[i % countries.length]!;
	const targetNew = cities[Math.floor(i / cities.length) % cities.length]!;
	return {
		id: `${i}`,
		requests: [{ id: `${i}`, subject, prompt: `The capital of ${subject} is`, targetNew }],
	};
});

/** All editors, with few steps where they train. */
const all = Object.values(editors).flatMap((factory): Editor[] => {
	const takesSteps = "steps" in factory.schema.shape;
	return (factory as (given?: object) => Editor[])(takesSteps ? { steps: 2 } : {});
});

interface Call {
	readonly editor: Editor;
	readonly cases: readonly EditCase[];
}

const callsOf = (editor: Editor): Call[] => {
	const size = editor.implementation.lanes ? LANES : 1;
	return Array.from({ length: EDITS / size }, (_, i) => ({
		editor,
		cases: cases.slice(i * size, (i + 1) * size),
	}));
};

/** Sorted by a random number each. */
const shuffled = <T>(list: readonly T[]): T[] => {
	const random = keyedRandom(0, "order");
	return list
		.map((item) => ({ item, at: random.uniform() }))
		.sort((a, b) => a.at - b.at)
		.map(({ item }) => item);
};

async function carryOut(model: EditableModel, { editor, cases }: Call, artifacts = memoryArtifacts()) {
	const { params } = resolveEditor(editor, model.shape);
	const edits = await editor.implementation.edit({
		model,
		cases,
		params,
		fidelity: "exact",
		artifacts,
		random: keyedRandom,
		onStep: () => {},
	});
	for (const edit of edits) {
		const applied = await applyEdit(model, edit);
		const logits = applied.model.logits({ ids: [[1, 2, 3]] }, [[0, 2]]);
		await logits.data();
		logits.dispose();
		applied.dispose();
	}
}

test(`${EDITS} edits by every editor, in any order, leave the weights as they were, bit for bit`, async () => {
	assert.is(all.length, 10);
	await startTestEngine();
	const model = await loadModel(folder);
	const before = await weightBits(model, folder);
	const artifacts = memoryArtifacts();
	for (const call of shuffled(all.flatMap(callsOf))) await carryOut(model, call, artifacts);
	assert.is(changedWeight(before, await weightBits(model, folder)), undefined);
	const fresh = await loadModel(folder);
	assert.is(changedWeight(before, await weightBits(fresh, folder)), undefined, "the checkpoint itself");
	fresh.dispose();
	model.dispose();
});

test.run();
