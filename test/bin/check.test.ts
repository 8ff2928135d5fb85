import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { typeCheck } from "../../bin/commands/type-check.ts";
import { fixture, runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const own = `import { defineExperiment } from "editbench";
import { mini } from "editbench/models";
import { capitals, success } from "./cities.ts";
import { nudge } from "./nudge.ts";

export const here = import.meta.url;
export default defineExperiment({
	name: "own",
	models: [mini({ architecture: "llama" })],
	datasets: [capitals()],
	editors: [nudge({ step: 0.02 })],
	metrics: [success()],
});
`;
const read = (name: string) => readFileSync(fixture(name), "utf8");
const project = temporaryProject({
	// What "npm init" writes.
	"package.json": '{ "name": "mine", "version": "1.0.0", "type": "commonjs" }',
	"own.ts": own,
	"cities.ts": read("cities.ts"),
	"nudge.ts": read("nudge.ts"),
	"typo.ts": own.replace("step:", "stp:"),
	"broken/own.ts": own.replaceAll('"./', '"../').replace("../nudge", "./nudge"),
	"broken/nudge.ts": read("nudge.ts").replace(".default(0.01)", '.default("much")'),
});
const { folder } = project;
const check = (...args: readonly string[]) => runBench(["check", ...args], { cwd: folder });

test("bench check finds no mistakes in a sound experiment of a project without tsconfig.json", async () => {
	const { code, out } = await check("own.ts");
	assert.equal([out, code], ['own.ts: experiment "own" has no mistakes\n', 0]);
});

test("bench check --json prints mistakes as JSON, and nothing else", async () => {
	const { code, out, err } = await check("typo.ts", "--json");
	const { file, mistakes } = JSON.parse(out);
	assert.equal([file, mistakes.length, mistakes[0].line], ["typo.ts", 1, 11]);
	assert.is(mistakes[0].file, join(folder, "typo.ts"));
	assert.match(mistakes[0].message, "Did you mean to write 'step'?");
	assert.equal([err, code], ["", 2]);
});

test("bench run shows a misspelt parameter in its lines, asks whether another was meant, and starts nothing", async () => {
	const { code, out, err } = await runBench(["run", "typo.ts"], { cwd: folder });
	assert.match(
		err,
		/^typo\.ts:11:\d+ - error TS2561: .*'stp' does not exist.*Did you mean to write 'step'\?/,
	);
	assert.match(err, /11 {2}editors: \[nudge\(\{ stp: 0\.02 \}\)\],\n\s+~~~/);
	assert.match(err, "1 mistake in typo.ts: nothing was started");
	assert.match(err, "skip this check with --no-check");
	assert.equal([out, code], ["", 2]);
	assert.not(existsSync(join(folder, "runs")));
});

test("typeCheck() looks into what a file imports by a relative name", async () => {
	const { mistakes } = await typeCheck(join(folder, "broken/own.ts"));
	assert.equal(
		mistakes.map(({ file, line }) => [file, line]),
		[[join(folder, "broken/nudge.ts"), 10]],
	);
	assert.match(mistakes[0]?.message ?? "", "'string' is not assignable to parameter of type 'number'");
});

test("typeCheck() leaves it to loading to say that a file is not there", async () => {
	assert.equal(await typeCheck(join(folder, "absent.ts")), { mistakes: [], frames: "" });
});

test("bench run --no-check leaves it to the parameters' own check", async () => {
	const { code, err } = await runBench(["run", "typo.ts", "--no-check"], { cwd: folder });
	assert.match(err, 'Invalid parameters for editor "nudge"');
	assert.match(err, 'Did you mean "step" instead of "stp"?');
	assert.is(code, 2);
});

test.after(() => project.remove());
test.run();
