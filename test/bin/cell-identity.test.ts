import { test } from "uvu";
import * as assert from "uvu/assert";
import { runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const experiment = (limit: number) => `import { defineExperiment } from "editbench";
import { atlas } from "editbench/datasets";
import { editSuccess } from "editbench/metrics";
import { mini } from "editbench/models";
import { nothing } from "./nothing.ts";

export default defineExperiment({
	name: "identity",
	models: [mini({ architecture: "gpt2" })],
	datasets: [atlas({ limit: ${limit} })],
	editors: [nothing()],
	metrics: [editSuccess()],
});
`;

const project = temporaryProject({
	"package.json": '{ "type": "module", "imports": { "#lib/*": "./lib/*.ts" } }',
	"lib/amount.ts": "export const amount = 1;\n",
	"nothing.ts": `import { defineEditor } from "editbench";
import { amount } from "#lib/amount";

export const nothing = defineEditor({
	name: "nothing",
	summary: "Changes nothing, some times",
	edit: ({ cases }) => cases.map(() => ({ kind: "weights", deltas: new Map(amount > 9 ? [] : []) }) as const),
});
`,
	"identity.ts": experiment(2),
});
test.after(project.remove);

interface Planned {
	readonly id: string;
	readonly records: number;
	readonly done: number;
}

async function bench(...args: string[]): Promise<string> {
	const { code, out, err } = await runBench(args, { cwd: project.folder });
	assert.is(code, 0, err);
	return out;
}

const planned = async (): Promise<readonly Planned[]> =>
	JSON.parse(await bench("plan", "identity.ts", "--json")).cells;

test("a limit raised in the file keeps what is stored; a method changed behind an alias begins anew", async () => {
	await bench("run", "identity.ts", "--no-check");
	const [unedited, before] = await planned();
	project.write("identity.ts", experiment(3));
	assert.equal(
		(await planned()).map(({ id, records, done }) => [id, records, done]),
		[
			[unedited!.id, 3, 2],
			[before!.id, 3, 2],
		],
	);
	project.write("lib/amount.ts", "// Once.\nexport const amount = (1);\n");
	assert.is((await planned())[1]!.id, before!.id, "a comment and another form");
	project.write("lib/amount.ts", "export const amount = 2;\n");
	const [same, changed] = await planned();
	assert.equal([same!.id, same!.done], [unedited!.id, 2]);
	assert.is.not(changed!.id, before!.id);
	assert.is(changed!.done, 0);
});

test.run();
