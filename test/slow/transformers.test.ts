import { execFile } from "node:child_process";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { loadModel } from "../../models/_shared/load-model.ts";
import { runBench } from "../bin/run-bench.ts";
import { temporaryProject } from "../bin/temporary-project.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const python = process.env.EDITBENCH_PYTHON ?? "python3";
const run = promisify(execFile);
const inPython = async (code: string, ...args: readonly string[]): Promise<string> => {
	const env = { ...process.env, HF_HUB_OFFLINE: "1", TRANSFORMERS_VERBOSITY: "error" };
	return (await run(python, ["-c", code, ...args], { env, timeout: 120_000 })).stdout;
};
const version = await inPython("import torch, transformers; print(transformers.__version__)").then(
	(printed) => printed.trim(),
	() => undefined,
);
if (version === undefined) {
	console.log(`skipped: ${python} has no transformers with torch; EDITBENCH_PYTHON may name one that has`);
}

/** Logits after some ids, and the type of the weights, as transformers loads a folder that nothing more is said of. */
const ask = `
import json, sys, torch, transformers
model, info = transformers.AutoModelForCausalLM.from_pretrained(sys.argv[1], output_loading_info=True)
with torch.no_grad():
    logits = model(torch.tensor([json.loads(sys.argv[2])])).logits[0, -1].tolist()
missing = [str(name) for part in ("missing_keys", "unexpected_keys", "mismatched_keys") for name in info[part]]
tokens = transformers.AutoTokenizer.from_pretrained(sys.argv[1])("The capital of China is").input_ids
print(json.dumps({"logits": logits, "dtype": str(model.dtype), "missing": missing, "tokens": tokens}))
`;

/** Saves a model as transformers does, in shards of the size given. */
const shard = `
import sys, transformers
model = transformers.AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype="bfloat16")
model.save_pretrained(sys.argv[2], max_shard_size="300KB")
`;

const mini = (name: string) => fileURLToPath(new URL(`../../assets/${name}`, import.meta.url));
const project = temporaryProject({});
const cwd = project.folder;

async function editedWith(checkpoint: string, editor: string): Promise<string> {
	const name = `${checkpoint.split("/").at(-1)}-${editor.toLowerCase()}`;
	project.write(
		`${name}.ts`,
		`
import { defineExperiment } from "editbench";
import { atlas } from "editbench/datasets";
import { ftM, rome } from "editbench/editors";
import { editSuccess } from "editbench/metrics";
import { checkpoint } from "editbench/models";
export default defineExperiment({
	name: "${name}",
	models: [checkpoint({ path: "${checkpoint}" })],
	datasets: [atlas({ limit: 1 })],
	editors: [${editor}()],
	metrics: [editSuccess()],
	saveDeltas: true,
});
`,
	);
	const env = { EDITBENCH_CACHE: join(cwd, "cache") };
	for (const args of [
		["run", `${name}.ts`, "--no-check"],
		["apply", `${name}.ts`, "--record", "atlas-0", "--out", `${name}-out`],
	]) {
		const { code, err } = await runBench(args, { cwd, env });
		assert.is(code, 0, err);
	}
	return join(cwd, `${name}-out`);
}

async function logitsOf(model: EditableModel, ids: readonly number[]): Promise<Float32Array> {
	const logits = model.logits({ ids: [ids] }, [[0, ids.length - 1]]); // [1, vocab]
	const values = Float32Array.from(await logits.data());
	logits.dispose();
	return values;
}

/** Fails where transformers loads an edited folder as another model than we do, or as the unedited one. */
async function check(folder: string, unedited: string): Promise<void> {
	await startTestEngine();
	const [model, before] = [await loadModel(folder), await loadModel(unedited)];
	const ids = model.tokenizer.encode("The capital of China is");
	const theirs = JSON.parse(await inPython(ask, folder, JSON.stringify(ids)));
	assert.equal([theirs.dtype, theirs.missing], ["torch.float32", []]);
	assert.equal(theirs.tokens, ids);
	const ours = await logitsOf(model, ids);
	const difference = Math.max(...ours.map((value, i) => Math.abs(value - theirs.logits[i])));
	assert.ok(difference < 1e-4, `logits differ by ${difference}`);
	const moved = Math.max(...(await logitsOf(before, ids)).map((value, i) => Math.abs(value - ours[i]!)));
	assert.ok(moved > 1, `the edit moved logits by ${moved}`);
	for (const one of [model, before]) one.dispose();
}

const withTransformers = (title: string, body: () => Promise<void>) =>
	version === undefined ? test.skip(title, () => undefined) : test(title, body);

for (const [name, editor] of [
	["mini-gpt2", "rome"],
	["mini-llama", "ftM"],
] as const) {
	withTransformers(`transformers loads ${name} edited by ${editor} as the edited model`, async () =>
		check(await editedWith(mini(name), editor), mini(name)),
	);
}

withTransformers(
	"transformers loads an edited checkpoint of shards, whose other weights stay bfloat16",
	async () => {
		const sharded = join(cwd, "sharded");
		await inPython(shard, mini("mini-llama"), sharded);
		assert.ok(readdirSync(sharded).includes("model.safetensors.index.json"));
		for (const file of ["tokenizer.json", "tokenizer_config.json"])
			copyFileSync(join(mini("mini-llama"), file), join(sharded, file));
		const folder = await editedWith(sharded, "rome");
		assert.equal(
			readdirSync(folder)
				.filter((file) => file.includes("safetensors"))
				.sort(),
			readdirSync(sharded)
				.filter((file) => file.includes("safetensors"))
				.sort(),
		);
		await check(folder, sharded);
	},
);

test.after(project.remove);
test.run();
