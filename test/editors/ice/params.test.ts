import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { describeParams } from "#core/params";
import { resolveEditor } from "#core/resolve-editor";
import { instructionLists } from "../../../editors/ice/instructions.ts";
import { ftL, ftM, ice } from "../../../editors/index.ts";

const sizes = { inner: 0, heads: 0, positions: 0 };
const llama2 = { ...sizes, modelType: "llama", layers: 32, hidden: 4096, vocab: 32000 };
const gpt2Xl = { ...sizes, modelType: "gpt2", layers: 48, hidden: 1600, vocab: 50257 };
const smollm2 = { ...sizes, modelType: "llama", layers: 30, hidden: 576, vocab: 49152 };

test("the papers' presets train five blocks for all 25 steps", () => {
	for (const editor of [ftL, ftM, ice]) {
		for (const [shape, layers] of [
			[llama2, [4, 5, 6, 7, 8]],
			[gpt2Xl, [13, 14, 15, 16, 17]],
		] as const) {
			const { params } = resolveEditor(editor()[0]!, shape);
			const { steps, learningRate, normConstraint, gradNormConstraint, printKl } = params;
			assert.equal(params.layers, layers);
			assert.equal(
				{ steps, learningRate, normConstraint, gradNormConstraint, printKl },
				{ steps: 25, learningRate: 7e-4, normConstraint: 5e-4, gradNormConstraint: null, printKl: true },
			);
		}
	}
});

test("SmolLM2's preset learns faster and stops early in FT only", () => {
	for (const editor of [ftL, ftM, ice]) {
		const { params, preset } = resolveEditor(editor()[0]!, smollm2);
		const { layers, learningRate, normConstraint, printKl } = params;
		assert.is(preset, "SmolLM2-135M");
		assert.equal(
			{ layers, learningRate, normConstraint, printKl },
			{
				layers: [4, 5, 6, 7, 8],
				learningRate: 2e-3,
				normConstraint: 2e-3,
				printKl: editor === (ice as object),
			},
		);
	}
});

test("ICE's own parameters are the paper's", () => {
	const { params } = resolveEditor(ice()[0]!, llama2);
	assert.is(params.temperature, 100);
	assert.is(params.maxNewTokens, 3);
	assert.is(params.numReturnSequences, 1);
	assert.is(params.staticTarget, false);
	assert.is(params.sampleWithContext, true);
	assert.is(params.targetUpdateInterval, 1);
	assert.is(params.objective, "target_and_completion_with_context");
	assert.is(params.instructions, "reference");
});

test("a model without a preset needs layers", () => {
	const unknown = { ...llama2, layers: 31 };
	for (const editor of [ftL, ftM, ice]) {
		assert.throws(
			() => resolveEditor(editor()[0]!, unknown),
			(error: unknown) => error instanceof UserError && /"layers" was not given/.test(error.message),
		);
	}
	assert.equal(resolveEditor(ftM({ layers: [3] })[0]!, unknown).params.layers, [3]);
});

test("what has no distribution with context is refused with printKl", () => {
	const refused = (make: () => unknown, message: RegExp) =>
		assert.throws(make, (error: unknown) => error instanceof UserError && message.test(error.message));
	refused(() => ice({ staticTarget: true }), /A static target has no distribution with context.*"printKl"/);
	refused(() => ice({ sampleWithContext: false }), /Samples without context have no distribution/);
	assert.is(ice({ staticTarget: true, sampleWithContext: false, printKl: false }).length, 1);
});

test("parameters carry the papers' spelling", () => {
	const aliases = Object.fromEntries(
		describeParams(ice.schema).flatMap(({ name, alias }) => (alias === undefined ? [] : [[name, alias]])),
	);
	assert.equal(aliases, {
		steps: "num_steps",
		learningRate: "lr",
		normConstraint: "norm_constraint",
		gradNormConstraint: "grad_norm_constraint",
		objective: "objective_optimization",
		printKl: "print_kl",
		topK: "top_k",
		topP: "top_p",
		maxNewTokens: "max_new_tokens",
		numReturnSequences: "num_return_sequences",
		staticTarget: "static_target",
		sampleWithContext: "sample_with_context",
		targetUpdateInterval: "target_update_interval",
	});
});

test("the reference's instructions are four, one of them three of the six that are meant", () => {
	const { reference, separate } = instructionLists;
	assert.is(reference.length, 4);
	assert.is(separate.length, 6);
	assert.is(reference[1], separate.slice(1, 4).join(""));
	assert.equal([reference[0], ...reference.slice(2)], [separate[0], ...separate.slice(4)]);
});

test.run();
