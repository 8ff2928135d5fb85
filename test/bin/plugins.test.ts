import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fixture, runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const shout = `import { defineMetric, definePlugin } from "editbench";
const shout = defineMetric({
	name: "shout",
	summary: "How loud it is",
	format: { column: "Shout", scale: 1, higherIsBetter: true },
	asks: () => ({}),
	score: () => ({ loud: [1] }),
});
export default definePlugin({ name: "loud", plugins: [shout] });
`;
const project = temporaryProject({
	"package.json": '{ "dependencies": { "editbench-loud": "1", "plain": "1", "absent": "1" } }',
	"nudge.ts": readFileSync(fixture("nudge.ts"), "utf8"),
	"empty.ts": "export const nothing = 1;",
	"node_modules/editbench-loud/package.json":
		'{ "name": "editbench-loud", "type": "module", "exports": "./nothing.js", "editbench": "./plugins.js" }',
	"node_modules/editbench-loud/plugins.js": shout,
	"node_modules/plain/package.json": '{ "name": "plain" }',
	"odd/package.json": '{ "dependencies": { "odd": "1" } }',
	"odd/node_modules/odd/package.json": '{ "name": "odd", "type": "module", "editbench": "./plugins.js" }',
	"odd/node_modules/odd/plugins.js": "export default 7;",
	"damaged/package.json": "{",
});
const bench = (args: readonly string[], below = "") => runBench(args, { cwd: `${project.folder}/${below}` });

test("bench list shows editbench's plug-ins, those of direct dependencies, and those of a file, by kind", async () => {
	const { code, out, err } = await bench(["list", "--plugin", "nudge.ts"]);
	assert.match(out, /^Models\n {2}checkpoint {2}\S/);
	assert.match(out, /\nEditors\n( {2}.+\n)* {2}ice +Fine-tunes/);
	assert.match(out, /\n {2}nudge\.ts#nudge +Adds a constant/);
	assert.match(out, /\nMetrics\n( {2}.+\n)* {2}loud\/shout +How loud it is\n/);
	assert.equal([err, code], ["", 0]);
});

test("bench list editors --json prints these alone, as JSON", async () => {
	const { code, out } = await bench(["list", "editors", "--json"]);
	const editors: { kind: string; name: string; from: string }[] = JSON.parse(out);
	assert.equal(new Set(editors.map(({ kind }) => kind)), new Set(["editor"]));
	assert.ok(editors.some(({ name, from }) => name === "ft-m" && from === "editbench"));
	assert.is(code, 0);
});

test("bench describe shows parameters with types, defaults and the papers' spelling, and an editor's presets", async () => {
	const { code, out } = await bench(["describe", "ice"]);
	assert.match(out, /^ice \(editor, "ICE" in tables\)\n/);
	assert.match(
		out,
		"Paper: In-Context Editing: Learning Knowledge from Self-Induced Distributions (2024, arXiv 2406.11194)",
	);
	assert.match(out, /\n {2}steps +integer, default 25\n {6}.+\(the paper's num_steps\)\n/);
	assert.match(out, /\n {2}layers +integer\[\], from a preset, else required\n/);
	assert.match(out, "Needs a model with: weights, gradients, generation");
	assert.match(
		out,
		/Llama-2-7b-chat: modelType "llama", layers 32, hidden 4096, vocab 32000\n {4}layers \[4,5,6,7,8\]/,
	);
	assert.is(code, 0);
});

test("bench describe --json gives the same for programs", async () => {
	const { code, out } = await bench(["describe", "nudge", "--plugin", "nudge.ts", "--json"]);
	const [{ name, kind, from, params }] = JSON.parse(out);
	assert.equal([name, kind, from], ["nudge.ts#nudge", "editor", "nudge.ts"]);
	assert.equal(params[0], {
		name: "step",
		type: "number",
		default: 0.01,
		required: false,
		description: "What is added",
		alias: "lr",
	});
	assert.is(code, 0);
});

const refusals: readonly (readonly [title: string, args: readonly string[], below: string, RegExp])[] = [
	[
		"a plug-in that does not exist",
		["describe", "icee"],
		"",
		/There is no plug-in called "icee"\n\nDid you mean "ice"\?/,
	],
	[
		"a file without plug-ins",
		["list", "--plugin", "empty.ts"],
		"",
		/empty\.ts exports no plug-in\n\nExport what defineEditor/,
	],
	["a file that is not there", ["list", "--plugin", "nugde.ts"], "", /There is no file nugde\.ts/],
	[
		"one file twice",
		["list", "--plugin", "nudge.ts", "--plugin", "nudge.ts"],
		"",
		/There are two plug-ins editor "nudge\.ts#nudge"/,
	],
	[
		"a package whose entry is no bundle",
		["list"],
		"odd",
		/The package "odd" names \.\/plugins\.js as its plug-ins.*\n\n.*definePlugin/,
	],
	[
		"a package.json that is damaged",
		["list"],
		"damaged",
		/Cannot read .+damaged\/package\.json: .*\n\nIt is asked which plug-ins/,
	],
];
for (const [title, args, below, message] of refusals) {
	test(`bench ${args[0]} refuses ${title}`, async () => {
		const { code, out, err } = await bench(args, below);
		assert.match(err, message);
		assert.equal([out, code], ["", 2]);
	});
}

test.after(() => project.remove());
test.run();
