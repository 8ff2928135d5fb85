import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shellQuote } from "../../bin/command-line.ts";
import { fixture, runBench } from "./run-bench.ts";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "bench-run-")));
const bench = (...args: readonly string[]) => runBench(args, { cwd, env: { HF_HOME: cwd } });
const runs = (...below: readonly string[]) => join(cwd, "runs", ...below);
const tiny = fixture("tiny.ts");

test("bench plan shows the grid, what is done, and where results will lie, and makes nothing", async () => {
	const { code, out } = await bench("plan", tiny);
	assert.ok(out.startsWith("tiny: Does the command line work?\n"), out);
	assert.match(
		out,
		/\n {2}model +dataset +editor +records +done +parameters\n {2}tiny-llama +capitals +Unedited +3 +0\n/,
	);
	assert.match(out, /tiny-llama +capitals +Nudge\(step=0\.02\) +3 +0\n/);
	assert.match(out, "Regime: single edits\n2 cells, 6 edits; 0 done");
	assert.match(out, "Weights in memory: tiny-llama 1.76 MB for each worker\n");
	assert.match(out, `Results: ${runs("tiny")}`);
	assert.match(out, `Nothing is missing. Run it: bench run ${shellQuote(tiny)}`);
	assert.is(code, 0);
	assert.not(existsSync(runs()));
});

test("bench plan loads no tensors, and no compiler", async () => {
	const env = { NODE_OPTIONS: `--require ${JSON.stringify(fixture("tell-loaded.cjs"))}` };
	const plan = await runBench(["plan", tiny], { cwd, env });
	assert.is(plan.err, "loaded: \n");
	const check = await runBench(["check", tiny], { cwd, env });
	assert.is(check.err, "loaded: ts-morph\n");
});

test("bench plan of 100,000 cells takes seconds, and lists as many as one looks through", async () => {
	const cells = fileURLToPath(new URL("../../scripts/perf/many-cells.ts", import.meta.url));
	const started = performance.now();
	const json = await bench("plan", cells, "--json");
	const seconds = (performance.now() - started) / 1000;
	// Two on a quiet machine; where each cell is compared with all, minutes.
	assert.ok(seconds < 10, `it took ${seconds.toFixed(1)} s`);
	const plan = JSON.parse(json.out);
	assert.is(plan.cells.length, 100_100);
	assert.is(new Set(plan.cells.map(({ id }: { id: string }) => id)).size, 100_100);
	const { out } = await bench("plan", cells);
	assert.match(out, /Unedited +60 +1 +0\n {2}… and 100040 more cells\n/);
	assert.match(out, "Grid: 1 model × 1 dataset × 1001 editors × 100 seeds; --only chooses among them");
	assert.match(out, "100100 cells, 100100 edits; 0 done\n");
	assert.ok(out.split("\n").length < 80);
});

test("bench run prints the table, says where everything lies, and leaves it there", async () => {
	const { code, out, err } = await bench("run", tiny, "--no-check", "--limit", "2");
	assert.match(out, /\| Method +\| Success ↑ \|\n/);
	assert.match(out, /\| Nudge\(step=0\.02\) \| +\d+\.\d\d \|/);
	assert.match(out, `Everything lies in ${runs("tiny")}:\n  tiny.md\n  costs.md\n  result-files/: 2 files`);
	assert.match(err, "2 cells, 4 edits, 0 done before\n");
	assert.match(err, "tiny-llama · capitals · Nudge(step=0.02): completed\n");
	assert.is(code, 0);
	assert.match(out, readFileSync(runs("tiny", "tiny.md"), "utf8").trim());
	const results = runs("tiny", "result-files/exact/Unedited_capitals_tiny-llama_results.json");
	assert.is(JSON.parse(readFileSync(results, "utf8")).length, 2);
});

test("bench run --profile tells where the time went, and writes it down", async () => {
	const args = ["run", tiny, "--no-check", "--profile", "--out", runs("profiled")];
	const { code, out } = await bench(...args);
	assert.is(code, 0);
	assert.match(
		out,
		/\nWhere the time went: \d+\.\d s, 1 worker\n {2}tensor kernels \(ONNX Runtime, Adam\) +\d+\.\d\d s +\d+ % +\d+ runs\n/,
	);
	assert.match(out, /\n {2}tokenisation +0\.\d\d s +\d+ % +\d+ texts\n/);
	assert.match(out, "\n  profile.json\n");
	const { wall, workers, kernels, start } = JSON.parse(
		readFileSync(runs("profiled", "profile.json"), "utf8"),
	);
	assert.is(workers, 1);
	assert.ok(kernels.calls > 0 && kernels.seconds > 0 && start > 0 && kernels.seconds + start < wall);
	const again = await bench(...args, "--json");
	const { profile } = JSON.parse(again.out);
	assert.equal([profile.workers, profile.kernels.calls, profile.other], [0, 0, 0], "all was done before");
});

test("bench run again goes on where it stopped, and --json prints the numbers and nothing else", async () => {
	const { code, out, err } = await bench("run", tiny, "--no-check", "--json", "--only", "editor=nudge");
	assert.match(err, "1 cell, 3 edits, 2 done before\n");
	const { experiment, folder, files, cells } = JSON.parse(out);
	assert.equal([experiment, folder, files[0]], ["tiny", runs("tiny"), "tiny.md"]);
	assert.is(cells.length, 1);
	const [{ editor, state, records, scores }] = cells;
	assert.equal([editor, state], ["Nudge(step=0.02)", "completed"]);
	assert.equal(records, { expected: 3, completed: 3, skipped: 0, failed: 0 });
	const { value, records: n } = scores.exact.success;
	assert.equal([typeof value, n], ["number", 3]);
	assert.is(code, 0);
});

for (const [format, start] of [
	["markdown", "# tiny\n"],
	["costs-csv", "model,dataset,editor,seed,edit_seconds,"],
] as const) {
	test(`bench report --format ${format} renders a run again`, async () => {
		const { code, out } = await bench("report", "runs/tiny", "--format", format);
		assert.ok(out.startsWith(start), out);
		assert.match(out, "Nudge(step=0.02)");
		assert.is(code, 0);
	});
}

test("bench report refuses a folder that holds no run", async () => {
	const { code, err } = await bench("report", "runs");
	assert.match(err, "holds no run: there is no manifest.json in it");
	assert.is(code, 2);
});

test("bench run exits with 1 where a record failed, with its reason; the others are done", async () => {
	const { code, out, err } = await bench("run", fixture("mishap.ts"), "--no-check");
	assert.match(err, "tiny-llama · capitals · mishap, record 1: no luck\n");
	assert.match(out, `Everything lies in ${runs("mishap")}:\n  mishap.md\n  mishap.csv\n  costs.md\n`);
	assert.match(readFileSync(runs("mishap", "mishap.csv"), "utf8"), "capitals,mishap,");
	assert.is(code, 1);
});

test("bench plan and bench run name the command that fetches what is missing; nothing is started", async () => {
	const file = fixture("elsewhere.ts");
	const planned = await bench("plan", file, "--json");
	const { cells, missing } = JSON.parse(planned.out);
	assert.equal([cells.length, cells[0].records, cells[0].key.seed, planned.code], [4, 3, 1, 0]);
	assert.is(missing[0].remedy, `npx bench fetch ${shellQuote(file)}`);
	const { code, out, err } = await bench("run", file, "--no-check");
	assert.match(err, `model 'org/not-here' at 'main'\n    npx bench fetch ${shellQuote(file)}`);
	assert.match(err, "Nothing was started.");
	assert.equal([out, code], ["", 2]);
	assert.not(existsSync(runs("elsewhere")));
});

test("Ctrl-C stops a run, says how to go on, and keeps what was finished", async () => {
	const file = fixture("slow.ts");
	const { code, out, err } = await runBench(["run", file, "--no-check", "--limit", "1"], {
		cwd,
		onError: { match: /Unedited: completed/, act: (kill) => kill("SIGINT") },
	});
	assert.match(err, "Stopping. Ctrl-C again stops at once.");
	assert.match(
		err,
		`Stopped. What was finished is kept in ${runs("slow")}. To go on:\n  bench run ${shellQuote(file)} --no-check --limit 1\n`,
	);
	assert.equal([out, code], ["", 130]);
	const planned = JSON.parse((await bench("plan", file, "--limit", "1", "--json")).out);
	assert.equal(
		planned.cells.map(({ done }: { done: number }) => done),
		[1, 0, 0],
	);
});

test.after(() => rmSync(cwd, { recursive: true }));
test.run();
