import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runBench } from "./run-bench.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const mistakes: readonly (readonly [args: readonly string[], message: string, hint: string])[] = [
	[[], "Say what to do, for example: bench run my-experiment.ts", "Commands: run, plan, fetch, check, list,"],
	[["rnu"], 'There is no command "rnu"', 'Did you mean "bench run"? Commands: run,'],
	[["run"], "Something is missing: bench run <file>", '"bench run --help" shows what it takes.'],
	[["run", "a.ts", "b.ts"], 'What is "b.ts"? The command is: bench run <file>', '"bench run --help"'],
	[["run", "a.ts", "--limt", "3"], '"bench run" has no option --limt', "Did you mean --limit?"],
	[
		["run", "a.ts", "--limit", "x"],
		"The option --limit must be a whole number of at least 1",
		'"bench run --help"',
	],
	[["run", "a.ts", "--out"], "The option --out needs a value", '"bench run --help"'],
	[["apply", "runs/x"], "Something is missing: --record, --out", '"bench apply --help"'],
	[["eval"], "Something is missing: --result-file", '"bench eval --help"'],
	[
		["report", "runs/x", "--format", "latx"],
		'The option --format must be one of "markdown", "csv", "costs", "costs-csv", got "latx"',
		'"bench report --help"',
	],
	[
		["list", "edtors"],
		'There is no kind of plug-in called "edtors"',
		"models, datasets, editors, metrics, reports",
	],
];

for (const [args, message, hint] of mistakes) {
	test(`"${["bench", ...args].join(" ")}" says: ${message}`, async () => {
		const { code, out, err } = await runBench(args);
		assert.is(out, "");
		assert.ok(err.startsWith(message), err);
		assert.ok(err.includes(hint), err);
		assert.not.match(err, /\n\s+at /);
		assert.is(code, 2);
	});
}

test("the help text that comes at once is the one that yargs makes of the commands", async () => {
	const fromCommands = spawnSync(
		process.execPath,
		[
			"--conditions=source",
			"--import",
			import.meta.resolve("#read-typescript"),
			join(root, "bin/main.ts"),
			"--help",
		],
		{ cwd: root, encoding: "utf8" },
	);
	const atOnce = await runBench(["--help"]);
	assert.is(atOnce.out, fromCommands.stdout);
	assert.is(atOnce.code, 0);
});

test("--version is that of package.json, also through a link, from another folder", () => {
	const folder = mkdtempSync(join(tmpdir(), "bench-"));
	const link = join(folder, "bench");
	symlinkSync(join(root, "bin/bench.js"), link);
	const { stdout, status } = spawnSync(link, ["--version"], { cwd: folder, encoding: "utf8" });
	const { stderr } = spawnSync(link, ["check", "absent.ts"], { cwd: folder, encoding: "utf8" });
	rmSync(folder, { recursive: true });
	assert.equal([stdout, status], [`${version}\n`, 0]);
	assert.match(stderr, "There is no file absent.ts");
});

test.run();
