/**
 * Runs groups of tests and ends with a line `N passed, N failed`.
 *
 *     node --conditions=source --import ./runner/read-typescript.js scripts/test.ts checks unit
 *
 * `checks` are types, lint, layers, dead code and API docs; `unit` is everything below test/ but the slow folders;
 * `slow` is test/with-weights and test/slow; `tensorflow` runs golden numbers and edits on that engine, where it is there.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { UserError } from "#core/errors";
import { startEngine } from "#engine/engines";

interface Outcome {
	readonly passed: number;
	readonly failed: number;
	readonly output: string;
}

const slowFolders = ["slow/", "with-weights/"];
const isSlow = (file: string) => slowFolders.some((folder) => file.startsWith(folder));
const dependsOnEngine = (file: string) => /^(engine|models|editors|runner\/answer)\//.test(file);

/** More balance better; each starts a process and loads what it tests anew, 3 s of work. */
const SHARDS_PER_CORE = 5;

const testFiles = readdirSync("test", { recursive: true, encoding: "utf8" })
	.map((file) => file.replaceAll("\\", "/"))
	.filter((file) => file.endsWith(".test.ts"))
	.sort();

const groups: Readonly<Record<string, () => Promise<Outcome[]>>> = {
	checks: () => inTurn(["types", "lint", "layers", "unused", "api"].map((name) => () => check(name))),
	unit: () => inShards(testFiles.filter((file) => !isSlow(file))),
	// One at a time: they measure, or fill the machine by themselves.
	slow: () => inTurn(testFiles.filter(isSlow).map((file) => () => runTests([file]))),
	tensorflow: () => onTensorflow(testFiles.filter((file) => dependsOnEngine(file) && !isSlow(file))),
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in groups));
if (wanted.length === 0 || unknown !== undefined) {
	console.error(`Name groups of tests: ${Object.keys(groups).join(", ")}; got ${unknown ?? "none"}.`);
	process.exit(2);
}
let [passed, failed, isSkipped] = [0, 0, false];
for (const name of wanted) {
	const outcomes = await groups[name]!();
	passed += outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
	failed += outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || (passed === 0 && !isSkipped) ? 1 : 0;

async function inTurn(steps: readonly (() => Promise<Outcome>)[]): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const step of steps) outcomes.push(await step());
	return outcomes;
}

/** As many processes at a time as there are cores. Each takes some of the files, then some of what is left. */
async function inShards(files: readonly string[]): Promise<Outcome[]> {
	const count = Math.min(availableParallelism(), 4);
	const length = count * SHARDS_PER_CORE;
	const shards = Array.from({ length }, (_, shard) => files.filter((_file, at) => at % length === shard));
	const outcomes: Outcome[] = [];
	const worker = async () => {
		for (let shard = shards.pop(); shard !== undefined; shard = shards.pop())
			outcomes.push(await runTests(shard));
	};
	await Promise.all(Array.from({ length: count }, worker));
	return outcomes;
}

async function onTensorflow(files: readonly string[]): Promise<Outcome[]> {
	const started = await startEngine("tensorflow").catch((error: UserError) => error);
	if (!(started instanceof UserError)) {
		process.env.EDITBENCH_TEST_ENGINE = "tensorflow";
		return [await runTests(files)];
	}
	isSkipped = true;
	console.log(`skipped: ${started.message} ${started.hint}`);
	return [];
}

/** One of package.json's checks. */
async function check(name: string): Promise<Outcome> {
	const started = Date.now();
	const { code, output } = await run("npm", ["run", "--silent", name]);
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(code === 0 ? `✔ ${name} (${seconds} s)` : `✘ ${name} (${seconds} s)\n${output}`);
	return { passed: Number(code === 0), failed: Number(code !== 0), output };
}

/** Test files in one process of uvu. */
async function runTests(files: readonly string[]): Promise<Outcome> {
	const program = [
		"--conditions=source",
		"--import",
		"./runner/read-typescript.js",
		"scripts/run-test-files.ts",
	];
	const { code, output } = await run(process.execPath, [...program, ...files]);
	const total = numberAfter(output, "Total:");
	const passed = numberAfter(output, "Passed:");
	// A file that ends without its report, or a process that dies, is one failure more.
	const silent = files.filter((file) => !output.includes(file));
	for (const file of silent) console.log(`✘ ${file} reported nothing: does it end with test.run()?`);
	const died = code !== 0 && total === passed && silent.length === 0;
	// All of it where something failed, else only what was skipped and why.
	const lines = output.split("\n");
	console.log(
		(code === 0 ? lines.filter((line) => /skipped: |\d+ tests? skipped/.test(line)) : lines).join("\n"),
	);
	console.log(`${code === 0 ? "✔" : "✘"} ${files.length} files, ${passed} of ${total} tests passed`);
	if (died) console.log(`✘ the tests ended with exit code ${code}`);
	return { passed, failed: total - passed + silent.length + Number(died), output };
}

function numberAfter(output: string, label: string): number {
	return Number(new RegExp(`${label}\\s*(\\d+)`).exec(output)?.[1] ?? 0);
}

function run(command: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve) => {
		const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
		const chunks: Buffer[] = [];
		child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
		child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
		child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
	});
}
