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

test.run();
