import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fixture, runBench } from "../bin/run-bench.ts";
import { temporaryProject } from "../bin/temporary-project.ts";

const awful = `we (like) ünïcode, "blanks" & 'quotes' #1 50% %20 q? [x] $HOME \`a\``;
const windows = /["?]/g; // neither may stand in a file's name there
const name = process.platform === "win32" ? awful.replaceAll(windows, "") : awful;
const checkpoint = fileURLToPath(new URL("../fixtures/golden/checkpoints/tiny-llama", import.meta.url));

const study = `import { defineExperiment } from "editbench";
import { knowedit } from "editbench/datasets";
import { editSuccess } from "editbench/metrics";
import { checkpoint } from "editbench/models";
import { csv } from "editbench/reports";
import { nudge } from "./core/editor.ts";

export default defineExperiment({
	name: "study",
	models: [checkpoint({ path: ${JSON.stringify(join("models", name))} })],
	datasets: [knowedit({ split: "zsre", edition: "knowedit", path: ${JSON.stringify(join("data", `${name}.json`))} })],
	editors: [nudge({ step: 0.02 })],
	metrics: [editSuccess()],
	reports: [csv()],
});
`;
const record = { subject: "Lyon", prompt: "Lyon lies in", target_new: "Peru", portability: {}, locality: {} };
const nudge = readFileSync(fixture("nudge.ts"), "utf8");

/** A project in such a folder, with such a model, data and results; and what the bench says there. */
function projectIn(folder: string, packageJson: string) {
	const project = temporaryProject({
		[join(folder, "package.json")]: packageJson,
		[join(folder, "study.ts")]: study,
		// Where editbench has its own file of this name.
		[join(folder, "core", "editor.ts")]: nudge,
		[join(folder, "data", `${name}.json`)]: JSON.stringify([record]),
	});
	const cwd = join(project.folder, folder);
	cpSync(checkpoint, join(cwd, "models", name), { recursive: true });
	const bench = (...args: readonly string[]) => runBench(args, { cwd, env: { HF_HOME: cwd } });
	return { ...project, cwd, bench };
}

for (const type of ["module", "commonjs"]) {
	test(`an experiment is checked, planned, run and resumed in a folder of any name, in a ${type} package`, async () => {
		const { bench, cwd, write, remove } = projectIn(name, JSON.stringify({ type }));
		const checked = await bench("check", "study.ts");
		assert.equal(
			[checked.out, checked.err, checked.code],
			['study.ts: experiment "study" has no mistakes\n', "", 0],
		);
		const out = join("out", name);
		const ran = await bench("run", "study.ts", "--out", out, "--workers", "2");
		assert.is(ran.code, 0, ran.err);
		const table = readFileSync(join(cwd, out, "study.csv"), "utf8");
		assert.match(table, "Nudge(step=0.02)");
		const { experiment, models, datasets } = JSON.parse(
			readFileSync(join(cwd, out, "manifest.json"), "utf8"),
		);
		assert.is(experiment.file, join(cwd, "study.ts"));
		assert.is(models[0].source.folder, join(cwd, "models", name));
		assert.is(datasets[0].source.where, join(cwd, "data", `${name}.json`));
		const planned = await bench("plan", "study.ts", "--out", out, "--workers", "2", "--json");
		const done = () => JSON.parse(planned.out).cells.map((cell: { done: number }) => cell.done);
		assert.equal(done(), [1, 1], planned.err);
		const listed = await bench("describe", "nudge", "--plugin", "core/editor.ts");
		assert.match(listed.out, "nudge", listed.err);
		// The plug-in's own file, not another, is what its records go by.
		write(join(name, "core", "editor.ts"), nudge.replace("mul(step", "mul(2 * step"));
		const changed = JSON.parse(
			(await bench("plan", "study.ts", "--out", out, "--workers", "2", "--json")).out,
		);
		assert.equal(
			changed.cells.map((cell: { done: number }) => cell.done),
			[1, 0],
		);
		remove();
	});
}

test("a line break in a folder's name is no fault either", async () => {
	if (process.platform === "win32") return console.log("  skipped: Windows has no such names");
	const { bench, cwd, remove } = projectIn("a\nb", '{ "type": "module" }');
	const { code, err } = await bench("run", "study.ts");
	assert.is(code, 0, err);
	assert.ok(existsSync(join(cwd, "runs", "study", "study.csv")));
	remove();
});

test.run();
