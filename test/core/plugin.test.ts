import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineEditor } from "#core/editor";
import { UserError } from "#core/errors";
import { describeParams, params, z } from "#core/params";
import { sweep } from "#core/sweep";

const nudge = defineEditor({
	name: "nudge",
	summary: "Moves a weight",
	title: "Nudge",
	params: params({
		steps: z.int().positive().default(5).describe("Steps of descent"),
		learningRate: z.number().positive().default(0.1).describe("Length of a step").meta({ alias: "lr" }),
		layers: z.array(z.int().min(0)).optional().describe("Blocks to edit"),
	}),
	edit: ({ cases }) => cases.map(() => ({ kind: "weights", deltas: new Map() }) as const),
});

function refusal(work: () => unknown): UserError {
	try {
		work();
	} catch (error) {
		assert.instance(error, UserError);
		return error as UserError;
	}
	throw new Error("expected a UserError, nothing was thrown");
}

test("a factory fills in defaults and remembers what was given", () => {
	const [one] = nudge({ steps: 2 });
	assert.equal(one?.params, { steps: 2, learningRate: 0.1 });
	assert.equal(one?.given, { steps: 2 });
});

test("a label names the parameters that differ from their defaults", () => {
	assert.is(nudge()[0]?.label, "Nudge");
	assert.is(nudge({ steps: 5 })[0]?.label, "Nudge");
	assert.is(nudge({ steps: 2, layers: [1, 2] })[0]?.label, "Nudge(steps=2, layers=[1,2])");
});

test("a title may make the label from the parameters", () => {
	const named = defineEditor({
		name: "named",
		summary: "Has a title of its own",
		title: ({ steps }) => `${steps} steps`,
		params: params({ steps: z.int().default(3).describe("Steps") }),
		edit: () => [],
	});
	assert.is(named()[0]?.label, "3 steps");
});

test("sweep() makes a row a value, the first parameter slowest", () => {
	const rows = nudge({ steps: sweep(1, 2), learningRate: sweep(0.1, 0.2) });
	assert.equal(
		rows.map(({ label }) => label),
		[
			"Nudge(steps=1)",
			"Nudge(steps=1, learningRate=0.2)",
			"Nudge(steps=2)",
			"Nudge(steps=2, learningRate=0.2)",
		],
	);
});

test("a misspelt parameter is refused with the nearest name", () => {
	// @ts-expect-error the compiler refuses it too
	const error = refusal(() => nudge({ stesp: 2 }));
	assert.match(error.message, 'Invalid parameters for editor "nudge"');
	assert.match(error.message, "stesp");
	assert.match(error.hint ?? "", 'Did you mean "steps" instead of "stesp"? Run "bench describe nudge"');
});

test("a parameter out of range is refused by its name", () => {
	const error = refusal(() => nudge({ steps: -1 }));
	assert.match(error.message, "expected number to be >0");
	assert.match(error.message, "at steps");
});

test("the file that defines a plug-in is known", () => {
	assert.match(nudge()[0]?.source ?? "", /test\/core\/plugin\.test\.ts$/);
});

test("a plug-in that could not be used is refused where it is defined", () => {
	const define = (definition: object) => () => defineEditor(definition as Parameters<typeof defineEditor>[0]);
	const edit = () => [];
	const wrong: [object, string, string][] = [
		[{ name: "mine", summary: "Mine" }, 'defineEditor() of "mine" got "edit": nothing', 'a function "edit"'],
		[
			{ name: "mine", summary: "Mine", edit: [] },
			'defineEditor() of "mine" got "edit": an empty list',
			"docs/plugins.md",
		],
		[{ summary: "Mine", edit }, 'defineEditor() got "name": nothing', "Give a text"],
		[{ name: "mine", summary: 5, edit }, 'defineEditor() got "summary": 5', "Give a text"],
	];
	for (const [definition, message, hint] of wrong) {
		const error = refusal(define(definition) as never);
		assert.is(error.message, message);
		assert.match(error.hint ?? "", hint);
	}
});

test("parameters describe themselves", () => {
	assert.equal(describeParams(nudge.schema), [
		{ name: "steps", type: "integer", default: 5, required: false, description: "Steps of descent" },
		{
			name: "learningRate",
			type: "number",
			default: 0.1,
			required: false,
			description: "Length of a step",
			alias: "lr",
		},
		{ name: "layers", type: "integer[]", required: false, description: "Blocks to edit" },
	]);
});

test.run();
