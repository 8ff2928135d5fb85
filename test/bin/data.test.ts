import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { resolveTarget, type Target } from "../../bin/resolve-target.ts";
import { withHub } from "../helpers/hub-fixture.ts";
import { rejection } from "../helpers/rejection.ts";
import { fixture, runBench } from "./run-bench.ts";

const folder = mkdtempSync(join(tmpdir(), "bench-data-"));
const facts = join(folder, "facts.json");
const record = {
	subject: "Peru",
	prompt: "The capital of Peru is",
	target_new: "Oslo",
	ground_truth: "Lima",
	portability: {},
	locality: {},
};
writeFileSync(facts, JSON.stringify([record, { ...record, prompt: 7 }]));
const knowedit = ["knowedit", "--edition", "knowedit", "--path", facts];

test("bench check-data names the record and field that cannot be used, and exits with 2", async () => {
	const { code, out } = await runBench(["check-data", ...knowedit, "--split", "wiki_recent"]);
	assert.ok(out.startsWith(`${facts}: 2 records, 1 usable\n`), out);
	assert.match(out, /Errors: 1\n.*\n {6}record 1, prompt: /);
	assert.is(code, 2);
});

test("bench check-data --json prints a report for each dataset", async () => {
	const { code, out, err } = await runBench(["check-data", ...knowedit, "--split=wiki_recent", "--json"]);
	const [{ dataset, total, usable, findings }] = JSON.parse(out);
	assert.equal([typeof dataset, total, usable], ["string", 2, 1]);
	const errors = findings.filter(({ severity }: { severity: string }) => severity === "error");
	assert.equal([errors.length, errors[0].index, errors[0].field], [1, 1, "prompt"]);
	assert.equal([err, code], ["", 2]);
});

const refusals: readonly (readonly [title: string, Target, message: RegExp, hint: RegExp])[] = [
	[
		"a dataset that does not exist",
		{ target: "atlsa" },
		/There is no dataset "atlsa", and no file of that name/,
		/Did you mean "atlas"\?/,
	],
	[
		"a misspelt parameter",
		{ target: "knowedit", parameters: ["--splt", "zsre"] },
		/Invalid parameters for dataset "knowedit"/,
		/Did you mean "split" instead of "splt"\?/,
	],
	[
		"a word that is no option",
		{ target: "knowedit", parameters: ["zsre"] },
		/What is "zsre"\?/,
		/Parameters are given as options/,
	],
	[
		"parameters for an experiment",
		{ target: fixture("tiny.ts"), parameters: ["--limit", 3] },
		/tiny\.ts is an experiment: "--limit 3" cannot be given with it/,
		/Parameters stand in the file/,
	],
];
for (const [title, target, message, hint] of refusals) {
	test(`resolveTarget() refuses ${title}`, async () => {
		await rejection(resolveTarget(target, ["dataset"]), { message, hint });
	});
}

test("resolveTarget() reads parameters by their type, in either spelling", async () => {
	const parameters = ["--split", "zsre", "--path=007", "--limit", "3", "--indices", "[1,2]"];
	const [dataset] = await resolveTarget({ target: "knowedit", parameters }, ["dataset"]);
	const { split, path, limit, indices } = dataset?.params ?? {};
	assert.equal({ split, path, limit, indices }, { split: "zsre", path: "007", limit: 3, indices: [1, 2] });
});

test("bench check-data refuses a dataset without a check", async () => {
	const { code, out, err } = await runBench(["check-data", fixture("tiny.ts")]);
	assert.match(err, 'Dataset "capitals" has no check');
	assert.equal([out, code], ["", 2]);
});

test("a fault of a plug-in is shown with its stack, and exits with 1", async () => {
	const { code, out, err } = await runBench(["check-data", "faulty.ts#faulty", "--plugin", "faulty.ts"], {
		cwd: fixture(""),
	});
	assert.match(err, /^Error: Something broke\n\s+at .*faulty\.ts/);
	assert.match(err, "This is a fault of editbench or of a plug-in, not of yours");
	assert.equal([out, code], ["", 1]);
});

const checkpoint = fileURLToPath(new URL("../fixtures/golden/checkpoints/tiny-llama", import.meta.url));
const files = Object.fromEntries(
	readdirSync(checkpoint).map((name) => [name, readFileSync(join(checkpoint, name))]),
);

test(
	"bench fetch downloads a model once, and then says that it is there",
	withHub(async ({ server, environment }) => {
		server.host("models/org/tiny", files);
		const fetch = (...more: readonly string[]) =>
			runBench(["fetch", "checkpoint", "--hub", "org/tiny", ...more], { env: environment });
		const first = await fetch();
		assert.match(first.out, /^model tiny: fetched, .+snapshots/);
		assert.match(first.err, /tiny: 100 %, 1\.\d+ MB of 1\.\d+ MB/);
		const second = await fetch("--json");
		assert.equal(
			JSON.parse(second.out).map(({ kind, name, state }: Record<string, string>) => [kind, name, state]),
			[["model", "tiny", "here"]],
		);
		assert.equal([first.code, second.code, second.err], [0, 0, ""]);
	}),
);

test(
	"bench fetch of what the hub does not have is one message",
	withHub(async ({ environment }) => {
		const { code, out, err } = await runBench(["fetch", "checkpoint", "--hub", "org/absent"], {
			env: environment,
		});
		assert.match(err, "model 'org/absent' is not on http://127.0.0.1");
		assert.equal([out, code], ["", 2]);
	}),
);

test.after(() => rmSync(folder, { recursive: true }));
test.run();
