import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineDataset } from "#core/dataset";
import { defineEditor } from "#core/editor";
import { UserError } from "#core/errors";
import { defineExperiment } from "#core/experiment";
import { defineMetric } from "#core/metric";
import { defineModel } from "#core/model";
import { params, z } from "#core/params";
import type { EditRecord } from "#core/record";
import { batch } from "#core/regime";
import { sweep } from "#core/sweep";

const toy = defineModel({
	name: "toy",
	summary: "No model",
	locate: async () => ({ missing: { what: "toy", remedy: "none" } }),
	load: async () => {
		throw new Error("never loaded here");
	},
});
const facts = defineDataset({
	name: "facts",
	summary: "No records",
	load: async (): Promise<readonly EditRecord[]> => [],
});
const nudge = defineEditor({
	name: "nudge",
	summary: "Nothing",
	params: params({ steps: z.int().default(1).describe("Steps") }),
	edit: () => [],
});
const score = defineMetric({
	name: "score",
	summary: "Nothing",
	format: { column: "S", scale: 1, higherIsBetter: true },
	asks: () => ({}),
	score: () => ({}),
});
const valid = { name: "a-run", models: [toy()], datasets: [facts()], editors: [nudge()], metrics: [score()] };

function refusal(definition: object): string {
	try {
		defineExperiment(definition as typeof valid);
	} catch (error) {
		assert.instance(error, UserError);
		return `${(error as UserError).message} | ${(error as UserError).hint}`;
	}
	throw new Error("expected a UserError, nothing was thrown");
}

test("an experiment fills in what was left out", () => {
	const { seeds, regime, fidelity, aggregation, exclude, engine, saveDeltas } = defineExperiment(valid);
	assert.equal(
		{ seeds, regime, fidelity, aggregation, engine, saveDeltas },
		{
			seeds: [0],
			regime: { kind: "single" },
			fidelity: { edit: "exact", score: "exact" },
			aggregation: "pooled",
			engine: {},
			saveDeltas: false,
		},
	);
	assert.not(exclude({ model: "toy", dataset: "facts", editor: "nudge", seed: 0 }));
});

test("swept editors lie flat in the list", () => {
	const { editors } = defineExperiment({ ...valid, editors: [nudge({ steps: sweep(1, 2) })] });
	assert.equal(
		editors.map(({ label }) => label),
		["nudge", "nudge(steps=2)"],
	);
});

test('fidelity "both" edits as the reference does and scores both ways', () => {
	assert.equal(defineExperiment({ ...valid, fidelity: "both" }).fidelity, {
		edit: "reference",
		score: "both",
	});
});

test("a name that is no folder name is refused", () => {
	assert.match(
		refusal({ ...valid, name: "My Run" }),
		'must be in kebab-case, got "My Run" | It names a folder',
	);
});

test("an empty list is refused by its name", () => {
	assert.match(
		refusal({ ...valid, editors: [] }),
		'Experiment "a-run" lists no editors | Give "editors" a list of at least one.',
	);
});

test("a missing list is refused like an empty one, and an unknown setting with the nearest", () => {
	assert.match(refusal({ ...valid, models: undefined }), "lists no models");
	assert.match(refusal({ ...valid, metrcis: [] }), 'unknown setting "metrcis" | Did you mean "metrics"?');
});

test("two rows of one label are refused", () => {
	assert.match(
		refusal({ ...valid, editors: [nudge(), nudge({ steps: 1 })] }),
		'lists "nudge" twice in "editors"',
	);
});

test("seeds must be different whole numbers", () => {
	assert.match(refusal({ ...valid, seeds: [1, 1] }), 'has "seeds": [1,1] | Give different whole numbers');
	assert.match(refusal({ ...valid, seeds: [0.5] }), 'has "seeds": [0.5]');
	assert.match(refusal({ ...valid, seeds: [] }), 'has "seeds": []');
});

test("saveDeltas is yes or no", () => {
	assert.is(defineExperiment({ ...valid, saveDeltas: true }).saveDeltas, true);
	assert.match(
		refusal({ ...valid, saveDeltas: "rome" }),
		'Experiment "a-run" has "saveDeltas": "rome" | Give true, to keep each edit\'s weight changes',
	);
});

test("a setting that is none is refused with what it got and what it takes", () => {
	const experiment = 'Experiment "a-run" has ';
	const wrong: [object, string][] = [
		[
			{ engine: { threads: -2 } },
			'"engine.threads": -2 | Give a whole number of at least 1, or leave it out',
		],
		[{ engine: { threads: 1.5 } }, '"engine.threads": 1.5 | Give a whole number'],
		[{ engine: { threads: "2" } }, '"engine.threads": "2" | Give a whole number'],
		[{ engine: { threads: Number.NaN } }, '"engine.threads": NaN | Give a whole number'],
		[
			{ engine: { name: "cpu", threads: 4 } },
			'"engine.threads": 4 | Leave it out: the engine "cpu" computes on one',
		],
		[
			{ engine: { name: "onx" } },
			'"engine.name": "onx" | Did you mean "onnx"? There are "onnx", "tensorflow", "cpu".',
		],
		[{ engine: { name: 5 } }, '"engine.name": 5 | There are "onnx"'],
		[{ engine: { gpu: "yes" } }, '"engine.gpu": "yes" | Give true or false'],
		[{ engine: { thread: 2 } }, 'an unknown setting "engine.thread" | Did you mean "threads"?'],
		[{ engine: "onnx" }, '"engine": "onnx" | Give an object: engine: { name: "onnx", threads: 2 }.'],
		[{ fidelity: "exakt" }, '"fidelity": "exakt" | Give "exact", "reference", "both", or { edit, score }'],
		[
			{ fidelity: { edit: "both", score: "exact" } },
			'"fidelity": {"edit":"both","score":"exact"} | Give "exact"',
		],
		[{ fidelity: { edit: "exact" } }, '"fidelity": {"edit":"exact"} | Give'],
		[
			{ fidelity: { edit: "exact", scores: "both" } },
			'an unknown setting "fidelity.scores" | Did you mean "score"?',
		],
		[{ regime: "batch" }, '"regime": "batch" | Give single() or batch(100)'],
		[{ regime: batch }, '"regime": a function | Give single() or batch(100)'],
		[{ regime: { kind: "sequence" } }, '"regime": {"kind":"sequence"} | Give single()'],
		[{ aggregation: "mean" }, '"aggregation": "mean" | Give "pooled" or "per-key".'],
		[{ exclude: "ROME" }, '"exclude": "ROME" | Give a function of a cell'],
		[{ published: {} }, '"published": {} | Give a list of { source, model, rows }'],
		[
			{ published: [{ source: "x", model: "y", rows: { a: { b: { c: "1" } } } }] },
			'"published[0]": {"source"',
		],
		[{ question: 5 }, '"question": 5 | Give a text'],
		[{ seeds: 3 }, '"seeds": 3 | Give different whole numbers'],
		[{ seeds: ["1"] }, '"seeds": ["1"] | Give different whole numbers'],
		[{ lanes: 0 }, '"lanes": 0 | Give a whole number of at least 1, or "auto"'],
	];
	for (const [setting, message] of wrong)
		assert.ok(
			refusal({ ...valid, ...setting }).startsWith(experiment + message),
			refusal({ ...valid, ...setting }),
		);
	assert.match(
		refusal({ ...valid, regime: { kind: "batch", size: 0 } }),
		"batch() takes a whole number of at least 1, got 0",
	);
	assert.match(refusal([valid]), "defineExperiment() got a list of 1 | Give it an object with name, models");
});

test("an entry of a list that is no plug-in of its kind is refused by its place", () => {
	const cat = 'Experiment "a-run", editors';
	const wrong: [unknown[], string][] = [
		[[nudge(), nudge], `${cat}[1] is a factory: call it, nudge() | Write nudge(), with its parameters`],
		[
			[score],
			`${cat}[0] is a factory, and of a metric, not of an editor | Call it, and list it in "metrics": score().`,
		],
		[
			[() => nudge()],
			`${cat}[0] is a function, not an editor | Give what a factory returns, as in ftM({ steps: 5 }).`,
		],
		[
			["r-rome"],
			`${cat}[0] is "r-rome", not an editor | Plug-ins are values, not names: import rRome from "editbench/editors"`,
		],
		[[undefined], `${cat}[0] is nothing, not an editor | Check the import`],
		[[null], `${cat}[0] is null, not an editor | Check the import`],
		// biome-ignore lint/suspicious/noSparseArray: two commas are a slip that runs
		[[nudge(), , nudge({ steps: 2 })], `${cat}[1] is nothing, not an editor | Check the import`],
		[
			[[nudge()[0], facts()[0]]],
			`${cat}[0][1] is the dataset "facts", not an editor | List it in "datasets".`,
		],
		[
			[[nudge()]],
			`${cat}[0][0] is a list of 1, not an editor | Lists nest one level deep: spread the inner one`,
		],
		[
			[{ kind: "editor" }],
			`${cat}[0] is an object with the keys "kind", not an editor | Give what a factory returns`,
		],
	];
	for (const [editors, message] of wrong)
		assert.ok(refusal({ ...valid, editors }).startsWith(message), refusal({ ...valid, editors }));
	assert.match(
		refusal({ ...valid, editors: nudge }),
		'has "editors" that are a function | Give "editors" a list',
	);
	assert.match(
		refusal({ ...valid, reports: ["csv"] }),
		'reports[0] is "csv", not a report | Plug-ins are values',
	);
});

test("exclude must answer yes or no", () => {
	const { exclude } = defineExperiment({ ...valid, exclude: (() => undefined) as unknown as () => boolean });
	assert.throws(
		() => exclude({ model: "toy", dataset: "facts", editor: "nudge", seed: 0 }),
		(error: UserError) =>
			error.message.startsWith('Experiment "a-run": "exclude" answered undefined for {"model":"toy"') &&
			error.hint === "It must answer true, to take the cell out of the grid, or false.",
	);
});

test.run();
