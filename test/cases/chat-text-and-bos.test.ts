import { test } from "uvu";
import * as assert from "uvu/assert";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../models/_shared/load-model.ts";
import { goldenCheckpoint } from "../models/_shared/tokenizer/reference-tokens.ts";
import { caseFile, caseProject } from "./case-project.ts";

const checkpoint = goldenCheckpoint("tiny-llama");
const project = caseProject("chat-text-and-bos", "ftM({ layers: [1], steps: 1 })");
project.write(
	"llama.ts",
	`import { defineExperiment } from "editbench";
import { checkpoint } from "editbench/models";
import experiment from "./case.ts";

export default defineExperiment({ ...experiment, name: "llama", models: [checkpoint({ path: ${JSON.stringify(checkpoint)} })] });
`,
);
const warning =
	'zsre(path="records.json"): 1 of 1 records has texts that begin with "<s>", which the tokenizer of tiny-llama puts before every text by itself, so that it is fed twice. Take it out of the texts.';

test("a prompt that was put through a chat template is told where the model's tokenizer adds the same token", async () => {
	const plan = await project.bench("plan", "llama.ts");
	assert.ok(plan.out.includes(`\nWarning: ${warning}\n`), plan.out);
	assert.equal(JSON.parse((await project.bench("plan", "llama.ts", "--json")).out).warnings, [warning]);
	const run = await project.bench("run", "llama.ts", "--no-check");
	assert.ok(run.err.includes(warning), run.err);
	assert.ok(run.out.includes(`- ${warning.replace("<s>", "\\<s>")}`), run.out);
	assert.is(run.code, 0);
});

test("the same prompt is no matter where the tokenizer adds nothing", async () => {
	assert.not.match((await project.bench("plan", "case.ts")).out, "Warning");
});

test("what is fed stays as transformers has it: the token twice", async () => {
	await startTestEngine();
	const model = await loadModel(checkpoint);
	const { tokenizer } = model;
	const ids = await tokenizer.encode("<s>[INST] Where is Veldria? [/INST]");
	assert.equal(ids.slice(0, 2), [tokenizer.bosId, tokenizer.bosId]);
	model.dispose();
});

test("bench check-data warns of such texts whatever the model", async () => {
	const path = caseFile("chat-text-and-bos/records.json");
	const { out } = await project.bench("check-data", "knowedit", "--split", "zsre", "--path", path);
	assert.match(out, "1 × text begins with a special token that tokenizers add by themselves, kept");
	assert.match(
		out,
		'record 0, prompt: got "<s>[INST] Where is Veldria? [/INST]"; a tokenizer that adds it feeds it twice',
	);
});

test.after(() => project.remove());
test.run();
