import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { filePlugins } from "../../bin/plugins/file-plugins.ts";
import { loadPlugins } from "../../bin/plugins/load-plugins.ts";
import { packagePlugins } from "../../bin/plugins/package-plugins.ts";
import { rejection } from "../helpers/rejection.ts";
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
	"gone/package.json": '{ "dependencies": { "gone": "1" } }',
	"gone/node_modules/gone/package.json": '{ "name": "gone", "type": "module", "editbench": "./plugins.js" }',
	"damaged/package.json": "{",
	"broken.ts": "export const = 1;",
});
const bench = (args: readonly string[]) => runBench(args, { cwd: project.folder });

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

test("bench describe asks whether another plug-in was meant", async () => {
	const { code, out, err } = await bench(["describe", "icee"]);
	assert.match(err, /^There is no plug-in called "icee"\n\nDid you mean "ice"\?/);
	assert.equal([out, code], ["", 2]);
});

const below = (path: string) => join(project.folder, path);

test("filePlugins() refuses a file that exports no plug-in", async () => {
	await rejection(filePlugins(below("empty.ts")), {
		message: /empty\.ts exports no plug-in/,
		hint: /Export what defineEditor/,
	});
});

test("filePlugins() refuses a file that is not there", async () => {
	await rejection(filePlugins(below("nugde.ts")), {
		message: /There is no file .*nugde\.ts/,
		hint: /Relative names start/,
	});
});

test("filePlugins() refuses a file that cannot be read, and says where its mistakes are shown", async () => {
	await rejection(filePlugins(below("broken.ts")), {
		message: /broken\.ts cannot be loaded: /,
		hint: /bench check .*broken/,
	});
});

test("loadPlugins() refuses two plug-ins of one name", async () => {
	await rejection(loadPlugins([below("nudge.ts"), below("nudge.ts")]), {
		message: /There are two plug-ins editor ".*nudge\.ts#nudge"/,
		hint: /Rename one of them/,
	});
});

test("packagePlugins() refuses a package whose entry is no bundle", async () => {
	await rejection(packagePlugins(below("odd")), {
		message: /The package "odd" names \.\/plugins\.js as its plug-ins, but that has no bundle/,
		hint: /export default definePlugin/,
	});
});

test("packagePlugins() refuses a package whose entry is not there", async () => {
	await rejection(packagePlugins(below("gone")), {
		message: /The plug-ins of the package "gone" cannot be loaded/,
		hint: /Update the package, or uninstall it/,
	});
});

test("packagePlugins() refuses a package.json that is damaged", async () => {
	await rejection(packagePlugins(below("damaged")), {
		message: /Cannot read .+damaged\/package\.json/,
		hint: /must be valid JSON/,
	});
});

test.after(() => project.remove());
test.run();
