import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { caseFile, caseProject } from "./case-project.ts";

/** Reads every line of .jsonl files, and every .json file, strictly as UTF-8. */
const READ = `import json, sys
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8", errors="strict").read()
    for part in text.splitlines() if path.endswith(".jsonl") else [text]:
        json.loads(part)
print(len(sys.argv) - 1)`;

test("half a surrogate in a record is run, and every file that is written is JSON that Python reads", async () => {
	const project = caseProject("half-a-surrogate", "ftM({ steps: 1 }), rome({ steps: 2 })");
	const { code, out } = await project.bench("run", "case.ts", "--no-check");
	assert.match(out, /\| FT-M/);
	assert.is(code, 0);
	const runs = join(project.folder, "runs");
	const files = readdirSync(runs, { recursive: true, encoding: "utf8" })
		.map((name) => join(runs, name))
		.filter((path) => /\.jsonl?$/.test(path) && statSync(path).isFile());
	assert.ok(files.length >= 6, files.join());
	const read = spawnSync("python3", ["-c", READ, ...files], { encoding: "utf8" });
	project.remove();
	if (read.error) return console.log("  skipped: there is no python3");
	assert.equal([read.stderr, read.stdout.trim()], ["", String(files.length)]);
});

test("bench check-data warns of half a surrogate, field by field", async () => {
	const project = caseProject("half-a-surrogate", "ftM()");
	const path = caseFile("half-a-surrogate/records.json");
	const { code, out } = await project.bench(
		"check-data",
		"knowedit",
		"--split",
		"zsre",
		"--path",
		path,
		"--json",
	);
	const [{ findings }] = JSON.parse(out);
	assert.equal(
		findings
			.filter(({ severity }: { severity: string }) => severity === "warning")
			.map(({ rule, field }: { rule: string; field: string }) => [rule, field]),
		["subject", "prompt", "target_new"].map((field) => ["text with broken characters, kept", field]),
	);
	assert.is(code, 0);
	project.remove();
});

test.run();
