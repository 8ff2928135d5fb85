import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import type { Fidelity } from "#core/fidelity";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import type { Draws } from "../../../editors/ice/draws.ts";
import { iceEdits } from "../../../editors/ice/ice-edit.ts";
import { iceParams } from "../../../editors/ice/params.ts";
import { randomDraws } from "../../../editors/ice/random-draws.ts";
import { tiny } from "../tiny.ts";

interface Models {
	readonly gpt2: EditableModel;
	readonly llama: EditableModel;
}

const edits = suite<{ models: Models }>("ICE");
edits.before(async (context) => {
	context.models = { gpt2: await tiny("tiny-gpt2"), llama: await tiny("tiny-llama") };
});
edits.after(({ models }) => {
	models.gpt2.dispose();
	models.llama.dispose();
});

const context = [
	"The capital of France is Rome now.",
	"Since last year, everybody who looks for it has found the capital of France to be Rome.",
];
const record = { id: "0", subject: "France", prompt: "The capital of France is", targetNew: "Rome", context };

interface Given {
	readonly params?: object;
	readonly fidelity?: Fidelity;
	readonly context?: readonly string[];
	/** Completions instead of sampled ones. */
	readonly completions?: readonly (readonly number[])[];
	/** Whether rows with context are read once, for their loss and to sample from. */
	readonly inPassing?: boolean;
	/** What is sampled from is kept here. */
	readonly seen?: { step: number; isUnedited: boolean; prefix: readonly (readonly number[])[] }[];
}

async function lossesOf(model: EditableModel, given: Given): Promise<number[]> {
	const params = iceParams.parse({ layers: [1, 2], steps: 4, learningRate: 0.01, ...given.params });
	const { fidelity = "exact", completions, seen = [] } = given;
	const sentences = given.context ?? context;
	const draws = randomDraws("0", sentences.length || 1, params, (...key) => keyedRandom(5, ...key));
	const losses: number[] = [];
	const watched: Draws = {
		instructions: completions ? () => sentences.map(() => "") : draws.instructions,
		completions: (step, view, prefix) => {
			seen.push({ step, isUnedited: view === model, prefix: prefix.ids });
			return completions ? Promise.resolve(completions) : draws.completions(step, view, prefix);
		},
		...(given.inPassing && { sampler: draws.sampler! }),
	};
	const lane = { record: { ...record, context: sentences }, draws: watched };
	const [deltas] = await iceEdits({ model, params, fidelity }, [
		{ ...lane, onLoss: (loss) => losses.push(loss) },
	]);
	tf.dispose([...deltas!.values()]);
	return losses;
}

const assertNear = (got: number, want: number) =>
	assert.ok(Math.abs(got / want - 1) < 1e-5, `${got} instead of ${want}`);

/** Any three tokens. */
const completion = [40, 41, 42];

edits("exact: the loss of several sentences is the mean of each one's", async ({ models }) => {
	for (const model of [models.gpt2, models.llama]) {
		const params = { steps: 1 };
		const [together] = await lossesOf(model, { params, completions: [completion, completion] });
		const [first] = await lossesOf(model, { params, context: [context[0]!], completions: [completion] });
		const [second] = await lossesOf(model, { params, context: [context[1]!], completions: [completion] });
		assertNear(together!, (first! + second!) / 2);
	}
});

edits(
	"exact is reference where nothing is padded and the tokenizer adds nothing",
	async ({ models: { gpt2 } }) => {
		const one = [context[0]!];
		for (const params of [{}, { printKl: false }, { objective: "target_with_context" }]) {
			const [exact, reference] = [
				await lossesOf(gpt2, { params, context: one, fidelity: "exact" }),
				await lossesOf(gpt2, { params, context: one, fidelity: "reference" }),
			];
			for (const [step, loss] of exact.entries()) assertNear(reference[step]!, loss);
		}
	},
);

edits("reference differs from exact where rows are padded", async ({ models }) => {
	for (const model of [models.gpt2, models.llama]) {
		const given = { params: { steps: 1 }, completions: [completion, completion] };
		const [exact] = await lossesOf(model, { ...given, fidelity: "exact" });
		const [reference] = await lossesOf(model, { ...given, fidelity: "reference" });
		assert.ok(Math.abs(exact! - reference!) > 1e-3);
	}
});

edits("end-of-text at the end of a completion does not count", async ({ models: { gpt2 } }) => {
	const { eosId } = gpt2.tokenizer;
	const params = { steps: 1, printKl: false };
	const given = { params, context: [context[0]!] };
	const [short] = await lossesOf(gpt2, { ...given, completions: [[40]] });
	const [ended] = await lossesOf(gpt2, { ...given, completions: [[40, eosId, eosId]] });
	const [inside] = await lossesOf(gpt2, { ...given, completions: [[40, eosId, 41]] });
	assertNear(ended!, short!);
	assert.ok(Math.abs(inside! - short!) > 1e-3);
	const [nothing] = await lossesOf(gpt2, {
		params: { steps: 1 },
		context: [context[0]!],
		completions: [[eosId]],
	});
	assert.ok(Number.isFinite(nothing));
});

edits(
	"a static target is sampled from the unedited model, after the first instructions",
	async ({ models }) => {
		const params = { staticTarget: true, printKl: false, instructions: "separate" };
		const seen: Given["seen"] = [];
		await lossesOf(models.gpt2, { params, seen });
		assert.equal(
			seen.map(({ step, isUnedited }) => [step, isUnedited]),
			[
				[0, true],
				[1, true],
				[2, true],
				[3, true],
			],
		);
		for (const { prefix } of seen) assert.equal(prefix, seen[0]!.prefix);
	},
);

edits(
	"a dynamic target is sampled from the model as edited so far, every so many steps",
	async ({ models }) => {
		const seen: Given["seen"] = [];
		await lossesOf(models.gpt2, { params: { steps: 5, targetUpdateInterval: 2 }, seen });
		assert.equal(
			seen.map(({ step, isUnedited }) => [step, isUnedited]),
			[
				[0, false],
				[2, false],
				[4, false],
			],
		);
	},
);

edits("instructions change from step to step", async ({ models: { gpt2 } }) => {
	const seen: Given["seen"] = [];
	await lossesOf(gpt2, { params: { steps: 8 }, seen });
	const opened = new Set(seen.map(({ prefix }) => gpt2.tokenizer.decode(prefix[0]!).split("The capital")[0]));
	assert.ok(opened.size > 1, "eight draws of four should differ");
});

edits("rows with context, read once, give the losses of rows read twice", async ({ models }) => {
	for (const model of [models.gpt2, models.llama]) {
		for (const given of [
			{},
			{ context: [context[0]!] },
			{ context: [context[0]!], fidelity: "reference" as const },
		]) {
			const [seen, seenInPassing] = [[], []];
			const before = tf.memory().numTensors;
			const twice = await lossesOf(model, { ...given, seen });
			const once = await lossesOf(model, { ...given, inPassing: true, seen: seenInPassing });
			assert.equal([seen.length, seenInPassing.length], [4, 0]);
			for (const [step, loss] of once.entries()) assertNear(loss, twice[step]!);
			assert.is(tf.memory().numTensors, before);
		}
	}
});

edits("padded rows, and several samples of a row, are sampled apart", async ({ models: { llama } }) => {
	for (const given of [{ fidelity: "reference" as const }, { params: { numReturnSequences: 2 } }]) {
		const seen: Given["seen"] = [];
		await lossesOf(llama, { ...given, inPassing: true, seen });
		assert.is(seen.length, 4);
	}
});

edits("samples without context follow prompt and target", async ({ models: { llama } }) => {
	const seen: Given["seen"] = [];
	await lossesOf(llama, { params: { sampleWithContext: false, printKl: false, steps: 1 }, seen });
	const sentence = llama.tokenizer.encode("The capital of France is Rome");
	assert.equal(seen[0]!.prefix, [sentence, sentence]);
});

edits.run();
