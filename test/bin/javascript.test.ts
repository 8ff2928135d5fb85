import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

/** An experiment as somebody writes it who has no compiler. @param settings after the lists */
const study = (editor: string, metric: string, settings = "") => `
import { defineDataset, defineEditor, defineExperiment, defineMetric } from "editbench";
import { ftM } from "editbench/editors";
import { mini } from "editbench/models";

const record = { id: "a", subject: "Lyon", prompt: "Lyon lies in", targetNew: "Peru" };
const facts = defineDataset({ name: "facts", summary: "One", load: () => [record] });
const mine = defineEditor({ name: "mine", summary: "Mine", edit: () => ${editor} });
const success = defineMetric({
	name: "success", summary: "Success", format: { column: "S", scale: 1, higherIsBetter: true },
	asks: ({ record: { prompt, targetNew: answer } }) => ({ edit: { kind: "teacherForced", probes: [{ prompt, answer }] } }),
	score: ({ after }) => ${metric},
});
export default defineExperiment({
	name: "mine", models: [mini({ architecture: "gpt2" })], datasets: [facts()], editors: [mine()], metrics: [success()],
	${settings}
});
`;
const wrap = '[{ kind: "wrap", data: null, wrap: (model) => Object.create(model) }]';
const project = temporaryProject({
	"package.json": '{ "type": "module" }',
	"threads.js": study("[]", "({})", "engine: { threads: -2 },"),
	"factory.js": study("[]", "({})").replace("[mine()]", "[mine(), ftM]"),
	"edit.js": study('[{ kind: "weight", deltas: {} }]', "({ edit: [1] })"),
	"scores.js": study(wrap, "(after.edit[0].predicted.length > 0 ? 1 : 0)"),
});
const { folder } = project;
const bench = (...args: readonly string[]) => runBench(args, { cwd: folder });

test("a setting that is none ends plan and run before anything starts, in JavaScript and unchecked", async () => {
	const threads = /^Experiment "mine" has "engine\.threads": -2\n+Give a whole number of at least 1/;
	const factory = /^Experiment "mine", editors\[1\] is a factory: call it, ftM\(\)\n/;
	for (const [file, message] of [
		["threads.js", threads],
		["factory.js", factory],
	] as const)
		for (const words of [
			["plan", file],
			["run", file, "--no-check"],
		]) {
			const { code, out, err } = await bench(...words);
			assert.match(err, message);
			assert.equal([out, code], ["", 2]);
		}
});

/** Reasons of the records of `mine`, after a run. */
async function reasonsOf(file: string): Promise<string[]> {
	const { code, out, err } = await bench("run", file, "--no-check", "--json", "--out", `out-${file}`);
	assert.is(code, 1, err);
	const { cells } = JSON.parse(readFileSync(join(folder, `out-${file}`, "manifest.json"), "utf8"));
	assert.is(cells.length, 2, out);
	return [...err.matchAll(/mine, record 0: (.*)/g)].map(([, reason]) => reason ?? "");
}

test("an edit that is none fails its record, with what the editor handed back", async () => {
	assert.equal(await reasonsOf("edit.js"), [
		'Editor "mine" handed back an edit of case 0 of kind "weight"; it should be "weights" or "wrap"',
	]);
});

test("scores that are none fail their record, with what the metric gave", async () => {
	const reasons = await reasonsOf("scores.js");
	assert.match(reasons[0] ?? "", 'Metric "success" scored 1; it should be an object of lists of numbers');
});

test.after(() => project.remove());

test.run();
