import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { runBench } from "./run-bench.ts";

const checkpoint = fileURLToPath(new URL("../fixtures/golden/checkpoints/tiny-gpt2", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bench-stats-"));
const env = { EDITBENCH_CACHE: folder };
const corpus = join(folder, "texts.txt");
writeFileSync(corpus, Array.from({ length: 100 }, (_, i) => `The text of number ${i}.`).join("\n"));
const stats = (...args: readonly string[]) => runBench(["stats", ...args], { env });
const build = ["build", "--model", checkpoint, "--layers", "1-2", "--corpus", corpus];

test("bench stats builds covariances once, lists them and removes them", async () => {
	const first = await stats(...build);
	assert.match(
		first.out,
		/^layer 1: 100 texts, \d+ tokens, trace [\d.]+: covariance-[0-9a-f]{16}\nlayer 2: /,
	);
	assert.match(first.err, /Building the covariance of layers 1, 2 over texts\.txt/);
	assert.match(first.err, /covariance: 100 %, 100 of 100 texts/);
	const again = await stats(...build, "--json");
	assert.is(again.err, "");
	const built: { name: string; layer: number; texts: number }[] = JSON.parse(again.out);
	assert.equal(
		built.map(({ layer, texts }) => [layer, texts]),
		[
			[1, 100],
			[2, 100],
		],
	);
	const listed = await stats("list", "--json");
	const { stored } = JSON.parse(listed.out);
	assert.equal(stored.map(({ name }: { name: string }) => name).sort(), built.map(({ name }) => name).sort());
	const lines = await stats("list");
	assert.match(lines.out, new RegExp(`^${stored[0].name}  tiny-gpt2  \\d+ kB  layer \\d, samples 100000, `));
	const { out } = await stats("rm", built[0]!.name, built[1]!.name.slice(0, -3));
	assert.is(out, `removed ${built[0]!.name}\nremoved ${built[1]!.name}\n`);
	assert.match((await stats("list")).out, /^Nothing is kept in /);
});

test("bench stats build goes on after kill -9 where it last saved", async () => {
	const slow = ["build", "--model", checkpoint, "--layers", "1-2", "--corpus", "atlas", "--save-every", "0"];
	const killed = await runBench(["stats", ...slow], {
		env,
		onError: { match: /covariance: [2-9]0 %/, act: (kill) => kill("SIGKILL") },
	});
	assert.is(killed.code, null);
	assert.match((await stats("list")).out, /^covariance-\w+ +unfinished/);
	const resumed = await stats(...slow);
	assert.not.match(resumed.err, /covariance: 10 %/);
	const elsewhere = mkdtempSync(join(tmpdir(), "bench-stats-"));
	const whole = await runBench(["stats", ...slow], { env: { EDITBENCH_CACHE: elsewhere } });
	assert.is(resumed.out, whole.out);
	rmSync(elsewhere, { recursive: true });
	const leftovers = readdirSync(join(folder, "artifacts")).filter((name) => /unfinished|lock|new/.test(name));
	assert.equal(leftovers, []);
});

const refusals: readonly (readonly [title: string, args: readonly string[], RegExp])[] = [
	[
		"a layer the model lacks",
		["build", "--model", checkpoint, "--layers", "3-40", "--corpus", corpus],
		/--layers names layer \d+, but the model has \d layers\n\nName layers from 0 to \d/,
	],
	[
		"layers that are none",
		["build", "--model", checkpoint, "--layers", "9-5", "--corpus", corpus],
		/--layers must be like 5-9 or 4,5,6, got "9-5"/,
	],
	[
		"a model that does not exist",
		["build", "--model", "no-model", "--layers", "1", "--corpus", corpus],
		/There is no model "no-model"[\s\S]*mini-gpt2/,
	],
	[
		"a model that is not here",
		["build", "--model", "org/absent@v1", "--layers", "1", "--corpus", corpus],
		/not on this machine[\s\S]*fetch checkpoint --hub org\/absent --revision v1/,
	],
	[
		"a corpus that does not exist",
		["build", "--model", checkpoint, "--layers", "1", "--corpus", "nothing.txt"],
		/the corpus ".*nothing\.txt", texts for a covariance is not on this machine\n\nTo get it: put it there/,
	],
	[
		"no sample",
		["build", "--model", checkpoint, "--layers", "1", "--corpus", corpus, "--samples", "0"],
		/--samples must be a whole number of at least 1/,
	],
	["a key that is not there", ["rm", "covariance-x"], /Nothing is kept under "covariance-x"/],
	["a misspelt option", ["list", "--jsn"], /"bench stats list" has no option --jsn\n\nDid you mean --json\?/],
	["no part", [], /Something is missing: bench stats <build\|list\|rm>/],
];
for (const [title, args, message] of refusals) {
	test(`bench stats refuses ${title}`, async () => {
		const { code, out, err } = await stats(...args);
		assert.match(err, message);
		assert.equal([out, code], ["", 2]);
	});
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
