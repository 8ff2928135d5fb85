import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineEditor } from "#core/editor";
import type { Experiment } from "#core/experiment";
import type { Located } from "#core/located";
import type { FoundNeed } from "#core/need";
import { params, z } from "#core/params";
import { batch } from "#core/regime";
import { loadExperiment, planExperiment, runPlan } from "#runner/index";
import { memit, rome } from "../../../editors/index.ts";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { fixture } from "../plan-fixture.ts";

const { experiment, file } = await loadExperiment(fixture("two-nudges"));
const planned = (changes: Partial<Experiment>) =>
	planExperiment({ experiment: { ...experiment, ...changes }, file }, { out: temporaryFolder() });

/** An editor of somebody else that reads a word list; counts how often it is looked for. */
function reader(located: Located<FoundNeed>) {
	const state = { looked: 0 };
	const make = defineEditor({
		name: "reader",
		summary: "Reads words",
		params: params({
			words: z.string().default("a").describe("Which"),
			size: z.int().default(1).describe("How many"),
		}),
		reads: ({ params: { words }, shape }) => [
			{
				key: `words ${words}`,
				async locate({ model, artifacts }) {
					state.looked++;
					assert.is(model.shape, shape);
					assert.equal(await artifacts.kept("words"), []);
					return located;
				},
			},
		],
		edit: () => [],
	});
	return { state, make };
}

const missing = { what: "the words", remedy: "npx bench fetch EXPERIMENT.ts" };

test("what an editor reads and is not here is missing, in its own cells and once in the plan", async () => {
	const { state, make } = reader({ missing });
	const plan = await planned({
		editors: [...make(), ...make({ size: 2 }), ...make({ words: "b" })],
		seeds: [0, 1, 2],
	});
	assert.equal(plan.missing, [missing]);
	assert.is(state.looked, 2, "once for each need that differs");
	assert.equal(
		plan.cells.map((cell) => cell.missing.length),
		[0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
	);
	await rejection(runPlan(plan), {
		message: /needs what is not on this machine:\n {2}- the words\n/,
		hint: /Nothing was started/,
	});
});

test("what is built at the first edit is told with the model, and is not missing", async () => {
	const unbuilt = { what: "moments", remedy: "bench build" };
	const { make } = reader({ here: { where: "somewhere", unbuilt } });
	const plan = await planned({ editors: [...make(), ...make({ size: 2 })] });
	assert.equal([plan.missing, plan.unbuilt], [[], [{ ...unbuilt, what: "moments of tiny" }]]);
});

test("cells that will not run need nothing", async () => {
	const { state, make } = reader({ missing });
	const plan = await planned({ editors: make(), regime: batch(2) });
	assert.equal([plan.missing, state.looked], [[], 0]);
});

test("a layer that the model lacks is refused by the plan", async () => {
	await rejection(planned({ editors: memit({ layers: [2, 6], corpus: "atlas" }) }), {
		message: /^Editor "memit": "layers" names layer 6, but the model has 6 layers$/,
		hint: /^Name layers from 0 to 5\.$/,
	});
});

test("an engine that cannot start is refused or missing", async () => {
	await rejection(planned({ engine: { name: "onnx", threads: -2 } }), {
		message: /"threads" must be a whole/,
	});
	await rejection(planned({ engine: { name: "cpu", gpu: true } }), { message: /but a GPU was asked for/ });
	const { missing } = await planned({ engine: { name: "tensorflow", gpu: true } });
	if (missing.length === 0) return console.log("  skipped: tfjs-node-gpu is installed");
	assert.equal(
		missing.map(({ what }) => what),
		['the package @tensorflow/tfjs-node-gpu, for the engine "tensorflow"'],
	);
});

test("ROME without the covariance step reads nothing", async () => {
	const corpus = "nowhere.txt";
	const missingOf = async (editors: Experiment["editors"]) =>
		(await planned({ editors })).missing.map(({ what }) => what.replace(process.cwd(), "."));
	assert.equal(await missingOf(rome({ layer: 1, corpus })), []);
	assert.equal(await missingOf(rome({ layer: 1, corpus, mom2Adjustment: true })), [
		'the corpus "./nowhere.txt", texts for a covariance',
	]);
});

test("published statistics are missing where a layer has no file", async () => {
	const folder = new URL("../../fixtures/covariance", import.meta.url).pathname;
	const missingOf = async (layers: number[], corpus: string) =>
		(await planned({ editors: memit({ layers, corpus }) })).missing.map(({ what }) => what);
	assert.equal(await missingOf([1], folder), []);
	assert.equal(await missingOf([1, 2], folder), [
		`published statistics of all of layers 1, 2 in "${folder}"`,
	]);
	assert.equal(await missingOf([1], `${folder}/no.npz`), [`the published statistics "${folder}/no.npz"`]);
});

test.run();
