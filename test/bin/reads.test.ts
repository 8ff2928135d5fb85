import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { withHub } from "../helpers/hub-fixture.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const parquet = readFileSync(fileURLToPath(new URL("../fixtures/covariance/texts.parquet", import.meta.url)));

const experiment = (editors: string, more = "") => `import { defineExperiment } from "editbench";
import { atlas } from "editbench/datasets";
import { alphaEdit, memit, rome } from "editbench/editors";
import { editSuccess } from "editbench/metrics";
import { mini } from "editbench/models";

export default defineExperiment({
	name: "reads",
	models: [mini({ architecture: "llama" })],
	datasets: [atlas({ limit: 1 })],
	editors: [${editors}],
	metrics: [editSuccess()],${more}
});
`;
const project = temporaryProject({
	"hub.ts": experiment('alphaEdit({ corpus: "hub:org/texts/small/train" }), rome()'),
	"texts.ts": experiment('memit({ corpus: "texts.txt", steps: 2 })'),
	"words.ts": `import { defineEditor } from "editbench";
export const words = defineEditor({
	name: "words",
	summary: "Reads words",
	reads: () => [{ key: "words", locate: async () => ({ missing: { what: "the words", remedy: "ask for EXPERIMENT.ts" } }) }],
	edit: () => [],
});
`,
	"absent.ts": `import { words } from "./words.ts";\n${experiment('memit({ corpus: "absent.txt" }), words()')}`,
	"layers.ts": experiment("memit({ layers: [0, 4] })"),
	"threads.ts": experiment("rome()", "\n\tengine: { threads: -2 },"),
	"texts.txt": Array.from({ length: 400 }, (_, i) => `Number ${i} is ${i % 7} and ${(i * 31) % 97}.`).join(
		"\n",
	),
});
const at = (env: Readonly<Record<string, string>>) => ({
	bench: (...args: readonly string[]) => runBench(args, { cwd: project.folder, env }),
	plan: async (file: string) => {
		const { out } = await runBench(["plan", file, "--json"], { cwd: project.folder, env });
		const { missing, unbuilt } = JSON.parse(out);
		return { missing, unbuilt } as Record<"missing" | "unbuilt", { what: string; remedy: string }[]>;
	},
});

test(
	"texts on the hub that an editor reads are missing in plan and check, refused by run, and brought by fetch",
	withHub(async ({ server, environment }) => {
		server.host("datasets/org/texts", { "small/train-00000-of-00001.parquet": parquet });
		const { bench, plan } = at({ ...environment, EDITBENCH_CACHE: temporaryFolder() });
		const before = await plan("hub.ts");
		const what = "small/train-*.parquet of dataset 'org/texts' at 'main', texts for a covariance";
		assert.equal(before.missing, [{ what, remedy: "npx bench fetch hub.ts" }]);
		const check = await bench("check", "hub.ts");
		assert.is(
			check.out,
			`hub.ts: experiment "reads" has no mistakes\nMissing\n  ${what}\nTo get it: npx bench fetch hub.ts\n`,
		);
		assert.is(check.code, 0);
		const run = await bench("run", "hub.ts", "--no-check");
		assert.ok(run.err.includes(`  - ${what}\n    npx bench fetch hub.ts\n\nNothing was started.`), run.err);
		assert.is(run.code, 2);
		const fetched = await bench("fetch", "hub.ts");
		assert.match(fetched.out, `data of editors ${what}: fetched, hub:org/texts/small/train\n`);
		assert.is(fetched.code, 0);
		const again = await bench("fetch", "hub.ts", "--json");
		assert.ok(JSON.parse(again.out).every(({ state }: { state: string }) => state === "here"));
		const after = await plan("hub.ts");
		assert.equal(after.missing, []);
		assert.equal(
			after.unbuilt.map(({ what }) => what),
			[
				"covariance of layer 0 over org/texts small train (at most 1000 texts) of mini-llama",
				"covariance of layer 0 over atlas (at most 1000 texts) of mini-llama",
			],
		);
	}),
);

test("the statistics that bench stats builds are those that an editor uses, also when the texts are gone", async () => {
	const { bench, plan } = at({ EDITBENCH_CACHE: temporaryFolder() });
	const { unbuilt } = await plan("texts.ts");
	assert.match(
		unbuilt[0]?.remedy ?? "",
		/^npx bench stats build --model .*mini-llama --layers 0 --corpus texts\.txt/,
	);
	const readable = await bench("plan", "texts.ts");
	assert.match(
		readable.out,
		/Built when first needed, and kept: covariance of layer 0 over texts\.txt \(at most 1000 texts\) of mini-llama\n {2}To build it ahead: npx bench stats build /,
	);
	const build = ["stats", "build", "--model", "mini-llama", "--layers", "0", "--corpus", "texts.txt"];
	assert.match((await bench(...build)).err, /over texts\.txt \(at most 1000 texts\) of mini-llama/);
	assert.equal(await plan("texts.ts"), { missing: [], unbuilt: [] });
	rmSync(join(project.folder, "texts.txt"));
	assert.equal(await plan("texts.ts"), { missing: [], unbuilt: [] });
	const { code, err } = await bench("run", "texts.ts", "--no-check");
	assert.not.match(err, "covariance");
	assert.is(code, 0);
	writeFileSync(join(project.folder, "texts.txt"), "Other texts.");
	assert.is((await plan("texts.ts")).unbuilt.length, 1);
});

test("bench fetch says of what it cannot bring how to get it", async () => {
	const { bench } = at({ EDITBENCH_CACHE: temporaryFolder() });
	const { code, out } = await bench("fetch", "absent.ts");
	assert.match(
		out,
		/\ndata of editors the corpus ".*absent\.txt", texts for a covariance: cannot be fetched\. put it there, or give "corpus" another: /,
	);
	assert.match(out, "data of editors the words: cannot be fetched. ask for absent.ts\n");
	assert.is(code, 2);
});

const refusals = [
	[
		"check",
		"layers.ts",
		'Editor "memit": "layers" names layer 4, but the model has 4 layers\n\nName layers from 0 to 3.',
	],
	["plan", "threads.ts", 'Experiment "reads" has "engine.threads": -2\n'],
] as const;
for (const [command, file, message] of refusals) {
	test(`bench ${command} ${file} refuses what the model or the engine cannot do`, async () => {
		const { code, out, err } = await at({}).bench(command, file);
		assert.ok(err.includes(message), err);
		assert.equal([out, code], ["", 2]);
	});
}

test.after(() => project.remove());
test.run();
