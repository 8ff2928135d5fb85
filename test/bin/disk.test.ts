import {
	appendFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Ended, fixture, type RunBenchOptions, runBench } from "./run-bench.ts";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "bench-disk-")));
const bench = (args: readonly string[], options: RunBenchOptions = {}): Promise<Ended> =>
	runBench(args, { cwd, env: { HF_HOME: cwd }, ...options });
const at = (...below: readonly string[]) => join(cwd, ...below);
const run = (name: string, out: string, ...args: readonly string[]) =>
	["run", fixture(`${name}.ts`), "--no-check", "--out", at(out), ...args] as const;

test("a folder, or a link to nothing, in the lock's place ends a run at once, with exit code 2", async () => {
	mkdirSync(at("locked", "lock"), { recursive: true });
	mkdirSync(at("linked"));
	symlinkSync("nowhere", at("linked", "lock"));
	for (const [out, what] of [
		["locked", "a folder"],
		["linked", "a link"],
	] as const) {
		const { code, err } = await bench(run("tiny", out));
		assert.match(err, `${at(out, "lock")} is ${what}, where the lock should be made\n\nIf nothing works in`);
		assert.is(code, 2);
	}
});

test("a file in the place of a run's folder is refused by plan and run, in words", async () => {
	writeFileSync(at("file"), "");
	for (const command of [run("tiny", "file"), ["plan", fixture("tiny.ts"), "--out", at("file")]]) {
		const { code, err } = await bench(command);
		assert.match(
			err,
			`Cannot read stored results in ${at("file", "cells")}: what should be a folder on its path is none (ENOTDIR)\n\nName another folder with --out.`,
		);
		assert.is(code, 2);
	}
});

test("a folder that is removed while a run writes to it ends the run with exit code 2, and is not made again", async () => {
	const { code, out, err } = await bench(run("slow", "removed", "--limit", "2"), {
		onError: { match: /Unedited: completed/, act: () => rmSync(at("removed"), { recursive: true }) },
	});
	assert.match(err, `${at("removed")} was moved, removed or replaced while the run wrote to it`);
	assert.equal([code, out], [2, ""]);
	assert.not(existsSync(at("removed", "manifest.json")));
});

test("Ctrl-C does not say that records are kept where their folder is gone", async () => {
	const { code, err } = await bench(run("slow", "moved", "--limit", "2"), {
		onError: {
			match: /Unedited: completed/,
			act: (kill) => {
				renameSync(at("moved"), at("moved-elsewhere"));
				kill("SIGINT");
			},
		},
	});
	assert.match(err, `${at("moved")} was moved, removed or replaced while the run wrote to it`);
	assert.not.match(err, "What was finished is kept");
	assert.is(code, 2);
});

test("reports that cannot be written cost neither the table nor the others, and end in exit code 2", async () => {
	mkdirSync(at("reports", "costs.md"), { recursive: true });
	mkdirSync(at("reports", "result-files", "exact", "Unedited_capitals_tiny-llama_results.json"), {
		recursive: true,
	});
	const { code, out, err } = await bench(run("tiny", "reports"));
	assert.match(out, /\| Nudge\(step=0\.02\) \| +\d+\.\d\d \|/);
	assert.match(out, `Everything lies in ${at("reports")}:\n  tiny.md\n  result-files/: 1 files`);
	assert.match(
		err,
		`Not written in ${at("reports")}, although all was computed:\n  - costs.md: it is a folder (EISDIR)\n  - result-files/exact/Unedited_capitals_tiny-llama_results.json: it is a folder (EISDIR)\n\nMend the disk`,
	);
	assert.is(code, 2);
	assert.equal(
		readdirSync(at("reports")).filter((name) => name.includes("partial")),
		[],
	);
	rmSync(at("reports", "costs.md"), { recursive: true });
	rmSync(at("reports", "result-files"), { recursive: true });
	const again = await bench(run("tiny", "reports"));
	assert.equal([again.code, again.err.includes("6 done before")], [0, true]);
	assert.ok(existsSync(at("reports", "costs.md")));
});

test("a report with a fault costs neither the table nor the others, and is told with its stack", async () => {
	const { code, out, err } = await bench(run("broken-report", "broken"));
	assert.match(out, /\| Unedited +\| +\d+\.\d\d \|/);
	assert.match(out, `Everything lies in ${at("broken")}:\n  broken-report.csv\n  costs.md\n`);
	assert.match(err, /TypeError: rows is not iterable\n +at /);
	assert.is(code, 1);
});

test("long labels end no run: their files have short names, each its own", async () => {
	const { code, out, err } = await bench(run("long-label", "long"));
	assert.equal([code, err.includes("ENAMETOOLONG")], [0, false], err);
	assert.match(out, "result-files/: 3 files");
	const names = readdirSync(at("long", "result-files", "exact"));
	assert.is(new Set(names).size, 3);
	assert.ok(names.every((name) => Buffer.byteLength(name) <= 255));
	const { code: evaluated } = await bench([
		"eval",
		"--result-file",
		...names.map((name) => at("long", "result-files", "exact", name)),
	]);
	assert.is(evaluated, 0);
});

test("bench report tells what of a run's folder does not count, and shows no score of it", async () => {
	const { out: before } = await bench(run("tiny", "damaged"));
	const [cell] = readdirSync(at("damaged", "cells"));
	const file = at("damaged", "cells", cell!, "0001.jsonl");
	const texts = readFileSync(file, "utf8");
	rmSync(file);
	appendFileSync(file, texts.replace('"index":0', '"index":7'));
	const { code, out, err } = await bench(["report", at("damaged")]);
	assert.is(err, `${file}:1 does not fit its checksum: left out; the next "bench run" computes it again\n`);
	assert.match(out, ": 2 of 3 records (1 not run).");
	assert.is(code, 0);
	const again = await bench(run("tiny", "damaged"));
	assert.match(again.err, `${file}:1 does not fit its checksum: computing it again\n`);
	assert.match(again.err, "2 cells, 6 edits, 5 done before\n");
	assert.is(again.out, before, "the table is the same, byte for byte");
});

test.after(() => rmSync(cwd, { recursive: true }));
test.run();
