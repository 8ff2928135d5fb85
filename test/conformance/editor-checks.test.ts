import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Delta } from "#core/delta";
import type { EditContext, EditorImpl } from "#core/editor";
import { defineEditor } from "#core/editor";
import { tf } from "#engine/tf";
import { checkpoint } from "../../models/index.ts";
import { editorChecks, presetChecks } from "./editor-checks.ts";
import { LoadedModel } from "./loaded-model.ts";
import { sampleRecords } from "./records.ts";

const folder = fileURLToPath(new URL("../fixtures/golden/checkpoints/tiny-gpt2", import.meta.url));
const loaded = new LoadedModel(checkpoint({ path: folder }));
test.after(() => loaded.dispose());

type Make = EditorImpl<unknown>["edit"];

const editorOf = (edit: Make, requires: EditorImpl<unknown>["requires"] = ["weights"]) =>
	defineEditor({ name: "suspect", summary: "Breaks a promise", requires, edit })()[0]!;

/** Titles of the promises that an editor breaks, each with what is said about it. */
async function brokenBy(editor: ReturnType<typeof editorOf>): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const { title, run } of editorChecks(editor, loaded, sampleRecords[0]!, "exact")) {
		try {
			await run();
		} catch (error) {
			found[title.replace(" (exact)", "")] = (error as Error).message;
		}
	}
	return found;
}

const deltaOf = ({ model }: EditContext<unknown>, scale = 0.5) => {
	const { weight } = model.mlpOutput(0);
	return [weight, tf.tidy(() => model.weight(weight).mul(scale))] as const;
};
const weights = (...deltas: (readonly [string, Delta])[]) =>
	[{ kind: "weights", deltas: new Map(deltas) }] as const;

test("an editor that keeps all promises breaks none", async () => {
	assert.equal(await brokenBy(editorOf((context) => weights(deltaOf(context)))), {});
});

test("deltas that do not fit are noticed", async () => {
	const title = "makes one edit of one case, which fits the model";
	const wide = await brokenBy(
		editorOf(({ model }) => weights([model.mlpOutput(0).weight, tf.zeros([2, 2])])),
	);
	assert.match(wide[title]!, "has the shape [2,2], the weight [256,64]");
	const endless = await brokenBy(editorOf((context) => weights(deltaOf(context, Number.POSITIVE_INFINITY))));
	assert.match(endless[title]!, "values that are not numbers");
	const none = await brokenBy(editorOf(() => []));
	assert.is(none[title], "it made 0 edits of one case");
});

test("deltas of low rank are looked at as what they multiply out to", async () => {
	const title = "makes one edit of one case, which fits the model";
	const lowRank = (left: () => tf.Tensor2D, right: () => tf.Tensor2D) =>
		editorOf(({ model }) => weights([model.mlpOutput(0).weight, { left: left(), right: right() }]));
	const broken = async (left: () => tf.Tensor2D, right: () => tf.Tensor2D) =>
		(await brokenBy(lowRank(left, right)))[title]!;
	const ones = (rows: number, columns: number, value = 1) => tf.fill([rows, columns], value) as tf.Tensor2D;
	assert.equal(
		await brokenBy(
			lowRank(
				() => ones(256, 2),
				() => ones(2, 64),
			),
		),
		{},
	);
	assert.match(
		await broken(
			() => ones(256, 2),
			() => ones(3, 64),
		),
		"has factors of the shapes [256,2] and [3,64], which cannot be multiplied",
	);
	assert.match(
		await broken(
			() => ones(64, 2),
			() => ones(2, 256),
		),
		"has the shape [64,256], the weight [256,64]",
	);
	assert.match(
		await broken(
			() => ones(256, 1, 1e30),
			() => ones(1, 64, 1e30),
		),
		"values that are not numbers",
	);
});

test("a low-rank edit that differs the second time is noticed", async () => {
	let calls = 0;
	const editor = editorOf(({ model }) => {
		const left = tf.fill([256, 1], ++calls) as tf.Tensor2D;
		return weights([model.mlpOutput(0).weight, { left, right: tf.ones([1, 64]) }]);
	});
	assert.match(
		(await brokenBy(editor))["makes the same edit of the same input"]!,
		'differs from the first in "transformer.h.0.mlp.c_proj.weight"',
	);
});

test("an edit that depends on those beside it is noticed", async () => {
	const title = "makes the same edits side by side as one by one, but for rounding";
	const lanes = (scaleOf: (context: EditContext<unknown>) => number) =>
		defineEditor({
			name: "suspect",
			summary: "Edits several cases",
			requires: ["weights"],
			lanes: true,
			edit: (context) => context.cases.flatMap(() => weights(deltaOf(context, scaleOf(context)))),
		})()[0]!;
	assert.equal(await brokenBy(lanes(() => 0.5)), {});
	const found = await brokenBy(lanes(({ cases }) => cases.length));
	assert.match(found[title]!, /^edit 1 of 2 is 1.* of its norm from the one made alone$/);
});

test("a wrap without data is noticed", async () => {
	const title = "makes one edit of one case, which fits the model";
	const wrapped = (data: unknown) => editorOf(() => [{ kind: "wrap", data, wrap: (model) => model }], []);
	assert.equal(await brokenBy(wrapped({ prefix: "x" })), {});
	assert.match((await brokenBy(wrapped(undefined)))[title]!, "no data");
});

test("a changed weight is noticed", async () => {
	let unchanged: Float32Array | undefined;
	const editor = editorOf(async (context) => {
		const [name] = deltaOf(context);
		const { dataId } = context.model.weight(name);
		const live = (tf.backend() as unknown as { data: Map<object, { values: Float32Array }> }).data.get(
			dataId,
		)!;
		unchanged ??= live.values.slice();
		live.values[3]! += 1e-7;
		return weights();
	});
	const found = await brokenBy(editor);
	const { model } = await loaded.load();
	const { dataId } = model.weight(model.mlpOutput(0).weight);
	const { values } = (tf.backend() as unknown as { data: Map<object, { values: Float32Array }> }).data.get(
		dataId,
	)!;
	values.set(unchanged!);
	assert.match(
		found["leaves the model's weights as they were, bit for bit"]!,
		'"transformer.h.0.mlp.c_proj.weight" has changed',
	);
});

test("a tensor left over is noticed", async () => {
	const found = await brokenBy(
		editorOf((context) => {
			tf.zeros([3]);
			return weights(deltaOf(context));
		}),
	);
	assert.equal(found, {
		"leaves no tensor but the deltas that it hands back": "1 tensors are left beside 1 of deltas",
	});
});

test("an edit that differs the second time is noticed", async () => {
	let calls = 0;
	const found = await brokenBy(editorOf((context) => weights(deltaOf(context, ++calls))));
	assert.equal(found, {
		"makes the same edit of the same input":
			'the second edit differs from the first in "transformer.h.0.mlp.c_proj.weight"',
	});
});

test("a synchronous read is noticed", async () => {
	const found = await brokenBy(
		editorOf((context) => {
			const [name, delta] = deltaOf(context);
			delta.dataSync();
			return weights([name, delta]);
		}),
	);
	assert.match(found["reads values by await data() alone"]!, "dataSync() was called");
	assert.is(Object.keys(found).length, 1);
});

test("a capability that is used and not declared is noticed", async () => {
	const title = "uses no capability that it does not declare";
	const undeclared = await brokenBy(editorOf((context) => weights(deltaOf(context)), []));
	assert.match(undeclared[title]!, 'it reads weights, and does not declare "weights"');
	const differentiating = editorOf(({ model }) => {
		const { weight } = model.mlpOutput(0);
		const loss = (w: tf.Tensor) =>
			model
				.withWeights(new Map([[weight, w]]))
				.logits({ ids: [[1, 2]] }, [[0, 1]])
				.sum() as tf.Scalar;
		return weights([weight, tf.grad(loss)(model.weight(weight))]);
	});
	assert.match((await brokenBy(differentiating))[title]!, 'does not declare "gradients"');
});

test("a preset without what the editor needs is noticed", () => {
	const editor = defineEditor({
		name: "suspect",
		summary: "Has an incomplete preset",
		needs: [],
		presets: [{ title: "one", shape: { layers: 3 }, params: {} }],
		edit: () => [],
	})()[0]!;
	const [check] = presetChecks({
		...editor,
		implementation: { ...editor.implementation, needs: ["layer"] },
	});
	assert.is(check!.title, "has in its preset for one all that it needs");
	assert.throws(() => check!.run(), /"layer" was not given/);
});

test.run();
