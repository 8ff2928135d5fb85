import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import type { Editor } from "#core/editor";
import { memoryArtifacts } from "#core/memory-artifacts";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { ftM, ice, memit, rome } from "../../editors/index.ts";
import { loadModel } from "../../models/_shared/load-model.ts";
import { brokenCheckpoint } from "../helpers/broken-checkpoint.ts";
import { golden } from "../helpers/golden.ts";
import { rejection } from "../helpers/rejection.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

await startTestEngine();
const [record] = golden("tiny-gpt2").records;
const templates = { contextTemplates: ["{}"] };

async function edit(
	[editor]: Editor[],
	model: EditableModel,
	fidelity: "exact" | "reference" = "exact",
): Promise<unknown> {
	return editor!.implementation.edit({
		model,
		cases: [{ id: record!.id, requests: [record!] }],
		params: editor!.params,
		fidelity,
		artifacts: memoryArtifacts(),
		random: (purpose, ...key) => keyedRandom(0, purpose, ...key),
		onStep: () => {},
	});
}

const CHECKPOINT = "a weight of the checkpoint is NaN or infinite, or what it computes overflows";

test("no editor blames an edit where the model that it is given is broken", async () => {
	const model = await loadModel(brokenCheckpoint("tiny-gpt2", "transformer.h.1.mlp.c_fc.weight", Number.NaN));
	const tensors = tf.memory().numTensors;
	const cases: [Editor[], string][] = [
		[ftM({ layers: [2] }), "a first loss of NaN"],
		[ice({ layers: [2] }), "logits that are not finite for new token 1 of a text"],
		[ice({ layers: [2], objective: "target_with_context" }), "a first loss of NaN"],
		[
			rome({ layer: 2, ...templates }),
			"values (mlpOutput.input) of block 2 that are not finite at a subject",
		],
		[rome({ layer: 0, ...templates }), "a first loss of NaN"],
		[rome({ layer: 0 }), "logits that are not finite for new token 1 of a text"],
	];
	for (const [editor, what] of cases) {
		const error = await rejection(edit(editor, model), { message: /./ });
		assert.is(error.message, `The unedited model gives ${what}: ${CHECKPOINT}`);
		assert.is(tf.memory().numTensors, tensors, `${editor[0]!.label} leaves tensors behind`);
	}
	model.dispose();
});

test("samples after padding are not drawn from logits that are not finite", async () => {
	const model = await loadModel(brokenCheckpoint("tiny-llama", "lm_head.weight", Number.POSITIVE_INFINITY));
	const long = { ...record!, context: ["Short.", "A sentence that has some more words than the other one."] };
	const [editor] = ice({ layers: [1] });
	const work = editor!.implementation.edit({
		model,
		cases: [{ id: long.id, requests: [long] }],
		params: editor!.params,
		fidelity: "reference",
		artifacts: memoryArtifacts(),
		random: (purpose: string, ...key: (string | number)[]) => keyedRandom(0, purpose, ...key),
		onStep: () => {},
	});
	await rejection(Promise.resolve(work), {
		message:
			/^The unedited model gives logits that are not finite for sampled token 1: a weight of the checkpoint/,
	});
	model.dispose();
});

test("training that diverges fails with its step, and never ends early with what it has", async () => {
	const model = await loadModel(golden("tiny-gpt2").folder);
	const tensors = tf.memory().numTensors;
	const wild = { learningRate: 1e30, normConstraint: null };
	await rejection(edit(ftM({ layers: [1], ...wild }), model), {
		message: /^The loss of step 1 is NaN: training has diverged$/,
		hint: /^Lower "learningRate"/,
	});
	await rejection(edit(ice({ layers: [1], ...wild }), model), {
		message:
			/^The model as trained until step 1 gives logits that are not finite for new token 1 of a text: the edit has diverged$/,
	});
	await rejection(edit(rome({ layer: 1, learningRate: 1e30, ...templates }), model), {
		message: /^The loss of step 1 is NaN: the search for a value has diverged$/,
	});
	await rejection(
		edit(
			memit({ layers: [1], learningRate: 1e30, contextTemplates: [["{}"]], corpus: "atlas", samples: 20 }),
			model,
		),
		{ message: /^The loss of step 1 is NaN: the search for a value has diverged$/ },
	);
	assert.is(tf.memory().numTensors, tensors);
	model.dispose();
});

test.run();
