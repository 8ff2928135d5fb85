import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ModelShape } from "#core/editable-model";
import { defineEditor, type Editor } from "#core/editor";
import { UserError } from "#core/errors";
import { params, z } from "#core/params";
import { resolveEditor } from "#core/resolve-editor";

const shape: ModelShape = {
	modelType: "gpt2",
	layers: 4,
	hidden: 64,
	inner: 256,
	vocab: 1024,
	heads: 4,
	positions: 128,
};
const nudge = defineEditor({
	name: "nudge",
	summary: "Moves a weight",
	params: params({
		layers: z.array(z.int()).optional().describe("Blocks"),
		steps: z.int().default(5).describe("Steps"),
	}),
	needs: ["layers"],
	presets: [{ title: "toy", shape: { modelType: "gpt2", layers: 4 }, params: { layers: [1, 2], steps: 9 } }],
	edit: () => [],
});
const configured = (...args: Parameters<typeof nudge>) => nudge(...args)[0] as Editor;

test("a preset fills in what the experiment left open", () => {
	assert.equal(resolveEditor(configured(), shape), { params: { layers: [1, 2], steps: 9 }, preset: "toy" });
});

test("what the experiment gives wins over the preset, the default's own value too", () => {
	assert.equal(resolveEditor(configured({ steps: 5 }), shape).params, { layers: [1, 2], steps: 5 });
});

test("a preset of which nothing is left is not named", () => {
	assert.is(resolveEditor(configured({ steps: 5 }), shape).preset, "toy");
	assert.is(resolveEditor(configured({ steps: 5, layers: [3] }), shape).preset, undefined);
});

test("without a preset the defaults hold, and what is needed must be given", () => {
	const other = { ...shape, modelType: "llama" };
	assert.equal(resolveEditor(configured({ layers: [0] }), other), { params: { layers: [0], steps: 5 } });
	assert.throws(
		() => resolveEditor(configured(), other),
		(error: UserError) =>
			error instanceof UserError &&
			error.message ===
				'Editor "nudge" has no preset for this model (llama, 4 layers, hidden size 64, vocabulary 1024), and "layers" was not given' &&
			error.hint === "Give it: nudge({ layers: … }). There are presets for toy.",
	);
});

test("a layer that the model has not is refused, in the parameters that hold layers", () => {
	const message = (...args: Parameters<typeof nudge>) => {
		try {
			return resolveEditor(configured(...args), shape) && "none";
		} catch (error) {
			return `${(error as UserError).message}. ${(error as UserError).hint}`;
		}
	};
	assert.is(
		message({ layers: [1, 4] }),
		'Editor "nudge": "layers" names layer 4, but the model has 4 layers. Name layers from 0 to 3.',
	);
	assert.is(message({ layers: [3] }), "none");
});

test("an editor says which of its parameters hold layers; else those called layer and layers do", () => {
	const schema = params({
		at: z.int().default(9).describe("A layer"),
		layer: z.int().default(9).describe("None"),
	});
	const named = (layerParams?: readonly ("at" | "layer")[]) =>
		defineEditor({
			name: "named",
			summary: "Names layers",
			params: schema,
			...(layerParams && { layerParams }),
			edit: () => [],
		})()[0] as Editor;
	assert.throws(() => resolveEditor(named(), shape), /"named": "layer" names layer 9/);
	assert.throws(() => resolveEditor(named(["at"]), shape), /"named": "at" names layer 9/);
	assert.equal(resolveEditor(named([]), shape).params, { at: 9, layer: 9 });
});

test.run();
