import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readRun } from "#runner/index";
import { type ApplyRequest, applyEditToCheckpoint } from "../../bin/apply-edit.ts";
import { rejection } from "../helpers/rejection.ts";
import { runBench } from "./run-bench.ts";
import { temporaryProject } from "./temporary-project.ts";

const experiment = (name: string, models: string, editors: string, rest = "") => `
import { defineExperiment } from "editbench";
import { atlas } from "editbench/datasets";
import { ftM, inContext, none, rome } from "editbench/editors";
import { editSuccess, locality } from "editbench/metrics";
import { checkpoint, mini } from "editbench/models";
export default defineExperiment({
	name: "${name}",
	models: [${models}],
	datasets: [atlas({ limit: 1 })],
	editors: [${editors}],
	metrics: [editSuccess(), locality()],
	engine: { name: "onnx", threads: 1 },
	${rest}
});
`;
const both = 'mini({ architecture: "gpt2" }), mini({ architecture: "llama" })';
const project = temporaryProject({
	"first.ts": experiment("first", both, "rome(), ftM(), inContext()", "saveDeltas: true"),
	"without.ts": experiment("without", 'mini({ architecture: "gpt2" })', "rome()"),
});
const cwd = project.folder;
const bench = (...args: readonly string[]) =>
	runBench(args, { cwd, env: { EDITBENCH_CACHE: join(cwd, "cache") } });
const runs = (name: string) => readRun(join(cwd, "runs", name));

test.before(async () => {
	for (const file of ["first.ts", "without.ts"]) {
		const { code, err } = await bench("run", file, "--no-check");
		assert.is(code, 0, err);
	}
});

const edits = ["mini-gpt2", "mini-llama"].flatMap((model) =>
	["rome", "ft-m"].map((editor) => [model, editor]),
);
const folderOf = (model: string, editor: string) => `edited/${model}-${editor}`;

test("a later run starts from what bench apply wrote, and answers bit for bit as the edited model did", async () => {
	for (const [model, editor] of edits as [string, string][]) {
		const where = ["--model", model, "--editor", editor, "--out", folderOf(model, editor)];
		const { code, out, err } = await bench("apply", "runs/first", "--record", "0", ...where);
		assert.equal([code, err], [0, ""]);
		assert.match(
			out,
			new RegExp(`^${folderOf(model, editor)}: ${model}, edited by .* \\(place 0\\)\n  \\S+  ‖ΔW‖ \\d`),
		);
		assert.match(out, "Changed weights are float32, not F16, which would round the change away.");
		assert.match(out, "config.json says float32 instead of float16, so that they are loaded as such.");
	}
	const models = edits.map(([model, editor]) => `checkpoint({ path: "${folderOf(model!, editor!)}" })`);
	project.write("second.ts", experiment("second", models.join(), "none()"));
	const { code, err } = await bench("run", "second.ts", "--no-check");
	assert.is(code, 0, err);
	const [first, second] = [await runs("first"), await runs("second")];
	for (const [model, editor] of edits) {
		const cell = first.cells.find(({ key, editorName }) => key.model === model && editorName === editor)!;
		const [record] = cell.records;
		if (record?.state !== "completed") throw new Error("the record was not completed");
		const unedited = second.cells.find(({ key }) => key.model === `${model}-${editor}`)!;
		const answers = unedited.baseline[0]!.by.exact!.answers;
		const edited = Object.entries(record.evaluations[0]!.by.exact!.answers);
		assert.ok(edited.length > 0);
		for (const [ask, answer] of edited)
			if (ask in answers) assert.equal(answers[ask], answer, `${model} ${ask}`);
		assert.ok(edited.some(([ask]) => ask in answers));
		assert.not.equal(cell.baseline[0]!.by.exact!.answers, answers);
	}
});

test("the run keeps a file for each edit of weights, and a checkpoint says where it came from", async () => {
	const { cells } = JSON.parse(readFileSync(join(cwd, "runs/first/manifest.json"), "utf8"));
	const kept = readdirSync(join(cwd, "runs/first/deltas")).sort();
	const editing = cells.filter(({ editorName }: { editorName: string }) => /rome|ft-m/.test(editorName));
	assert.equal(kept, editing.map(({ id }: { id: string }) => id).sort());
	const rome = editing.find(({ editorName }: { editorName: string }) => editorName === "rome");
	assert.is(readdirSync(join(cwd, "runs/first/deltas", rome.id)).length, 1);
	const { out } = await bench(
		...[
			"apply",
			"first.ts",
			"--record",
			"0",
			"--model",
			"mini-gpt2",
			"--editor",
			"ROME",
			"--out",
			"again",
			"--json",
		],
	);
	const printed = JSON.parse(out);
	const { folder, ...said } = printed;
	assert.is(folder, "again");
	assert.equal(said, JSON.parse(readFileSync(join(cwd, "again/editbench.json"), "utf8")));
	assert.is(said.experiment, "first");
	assert.is(said.cell, rome.id);
	assert.is(said.model.label, "mini-gpt2");
	assert.is(said.model.hash.length, 64);
	assert.is(said.editor.name, "rome");
	assert.equal([said.dataset, said.seed, said.record.index], ["atlas(limit=1)", 0, 0]);
	assert.equal(Object.keys(said.weights), ["transformer.h.0.mlp.c_proj.weight"]);
	assert.is(Object.values<{ was: string }>(said.weights)[0]!.was, "F16");
	assert.is(said.configDtype, "float16");
	const again = readFileSync(join(cwd, "again/model.safetensors"));
	assert.ok(again.equals(readFileSync(join(cwd, folderOf("mini-gpt2", "rome"), "model.safetensors"))));
});

const one = { model: "mini-gpt2", editor: "rome" };
const refusals: readonly (readonly [
	title: string,
	request: Partial<ApplyRequest>,
	message: RegExp,
	hint: RegExp,
])[] = [
	[
		"an ambiguous record",
		{},
		/^Record "0" has 4 edits in this run$/,
		/^Say which one:\n {2}--model mini-gpt2 --dataset 'atlas\(limit=1\)' --editor ROME --seed 0\n/,
	],
	[
		"an unknown record",
		{ record: "77", ...one },
		/^The run has stored no record "77"$/,
		/It has 1, by their ids: atlas-0\. Their places count from 0\.$/,
	],
	[
		"an edit without weights",
		{ model: "mini-llama", editor: "in-context" },
		/^No edit of record "0" can be applied$/,
		/^--model mini-llama .* --editor In-context --seed 0: changes no weight \(in-context editing/,
	],
	[
		"a run without saveDeltas",
		{ run: "runs/without", ...one },
		/^No edit of record "0" can be applied$/,
		/--editor ROME.*: the run was made without saveDeltas; set saveDeltas: true/,
	],
	[
		"an unknown editor",
		{ editor: "rom" },
		/^--editor rom: the run has no such editor$/,
		/^Did you mean "ROME"\? It has Unedited, ROME, FT-M, In-context\.$/,
	],
	[
		"an unknown model",
		{ model: "gpt9" },
		/^--model gpt9: the run has no such model$/,
		/It has mini-gpt2, mini-llama\.$/,
	],
	[
		"an unknown dataset",
		{ dataset: "zsre" },
		/^--dataset zsre: the run has no such dataset$/,
		/^It has atlas\(limit=1\)\.$/,
	],
	["an unknown seed", { seed: 3 }, /^--seed 3: the run has no such seed$/, /^It has 0\.$/],
	["a folder without a run", { run: "edited" }, /holds no run: there is no manifest\.json/, /bench run/],
	["a file that is not there", { run: "absent.ts" }, /^There is no file .*absent\.ts$/, /Paths are/],
	[
		"a checkpoint elsewhere",
		{ ...one, checkpoint: "nowhere" },
		/^The checkpoint of mini-gpt2 is not in .*nowhere$/,
		/--checkpoint FOLDER/,
	],
	[
		"another checkpoint",
		{ ...one, checkpoint: folderOf("mini-gpt2", "ft-m") },
		/mini-gpt2-ft-m is not the checkpoint that was edited: its contents are others$/,
		/^It has changed since/,
	],
];
for (const [title, { run = "runs/first", checkpoint, ...choice }, message, hint] of refusals) {
	test(`bench apply refuses ${title}`, async () => {
		const place = { run: join(cwd, run), out: join(cwd, "never") };
		const from = checkpoint && { checkpoint: join(cwd, checkpoint) };
		await rejection(applyEditToCheckpoint({ record: "0", ...place, ...from, ...choice }), { message, hint });
		assert.not(existsSync(join(cwd, "never")));
	});
}

test("a run whose file of deltas is gone says so", async () => {
	const [id] = readdirSync(join(cwd, "runs/first/deltas"));
	const [file] = readdirSync(join(cwd, "runs/first/deltas", id!));
	const [from, to] = ["deltas", "moved"].map((name) => join(cwd, "runs/first", name)) as [string, string];
	renameSync(from, to);
	const request = { run: join(cwd, "runs/first"), record: "atlas-0", out: join(cwd, "never") };
	const { hint } = await rejection(applyEditToCheckpoint(request), {
		message: /^No edit of record "atlas-0"/,
	});
	assert.match(hint!, `its file ${from}/${id}/${file} is gone; run the experiment again`);
	renameSync(to, from);
});

test("weight changes that were changed, or are another record's, are refused, with how to make them again", async () => {
	const { cells } = JSON.parse(readFileSync(join(cwd, "runs/first/manifest.json"), "utf8"));
	const [rome, ft] = ["rome", "ft-m"].map((editor) => {
		const cell = cells.find(
			({ key, editorName }: { key: { model: string }; editorName: string }) =>
				key.model === "mini-gpt2" && editorName === editor,
		);
		const folder = join(cwd, "runs/first/deltas", cell.id);
		return join(folder, readdirSync(folder)[0]!);
	}) as [string, string];
	const request = { run: join(cwd, "runs/first"), record: "0", out: join(cwd, "never"), ...one };
	const whole = readFileSync(rome);
	const flipped = Buffer.from(whole);
	flipped[flipped.length - 3]! ^= 4;
	for (const [bytes, message] of [
		[flipped, /\.safetensors does not fit its checksum$/],
		[readFileSync(ft), /\.safetensors belongs to another record$/],
	] as const) {
		writeFileSync(rome, bytes);
		await rejection(applyEditToCheckpoint(request), {
			message,
			hint: /Delete it and run the experiment again, which makes this edit once more/,
		});
		assert.not(existsSync(join(cwd, "never")));
	}
	writeFileSync(rome, whole);
});

test("bench apply tells of stored lines that do not count, and applies none of them", async () => {
	const { cells } = JSON.parse(readFileSync(join(cwd, "runs/first/manifest.json"), "utf8"));
	const { id } = cells.find(({ editorName }: { editorName: string }) => editorName === "rome");
	const file = join(cwd, "runs/first/cells", id, "0001.jsonl");
	const text = readFileSync(file, "utf8");
	writeFileSync(file, text.replace('"state":"completed"', '"state":"complete"'));
	const named = ["--model", "mini-gpt2", "--editor", "rome"];
	const { code, err } = await bench("apply", "runs/first", "--record", "0", ...named, "--out", "never");
	assert.match(
		err,
		`${file}:1 does not fit its checksum: left out; the next "bench run" computes it again\n`,
	);
	assert.match(err, "The run has stored no record yet");
	assert.is(code, 2);
	writeFileSync(file, text);
});

test("bench apply overwrites nothing, and takes an empty folder", async () => {
	mkdirSync(join(cwd, "full"));
	writeFileSync(join(cwd, "full/mine.txt"), "kept");
	const named = ["--model", "mini-gpt2", "--editor", "rome"];
	const args = ["apply", "runs/first", "--record", "0", ...named, "--out"];
	const refused = await bench(...args, "full");
	assert.match(
		refused.err,
		/^full is not empty: it holds mine\.txt\n\nName a folder that does not exist yet/,
	);
	assert.is(refused.code, 2);
	assert.equal(readdirSync(join(cwd, "full")), ["mine.txt"]);
	mkdirSync(join(cwd, "empty"));
	assert.is((await bench(...args, "empty")).code, 0);
	assert.ok(existsSync(join(cwd, "empty/model.safetensors")));
	assert.equal(
		readdirSync(cwd).filter((name) => name.includes("unfinished")),
		[],
	);
});

test("saveDeltas set later makes the edits again that lack their file, and no others", async () => {
	const lines = () =>
		readdirSync(join(cwd, "runs/without/cells"))
			.flatMap((cell) => readdirSync(join(cwd, "runs/without/cells", cell)).map((file) => `${cell}/${file}`))
			.sort();
	const before = lines();
	const { cells } = await runs("without");
	project.write(
		"without.ts",
		experiment("without", 'mini({ architecture: "gpt2" })', "rome()", "saveDeltas: true"),
	);
	const planned = await bench("plan", "without.ts", "--json");
	assert.equal(
		JSON.parse(planned.out).cells.map(({ done }: { done: number }) => done),
		[1, 0],
	);
	assert.is((await bench("run", "without.ts", "--no-check")).code, 0);
	assert.is(lines().length, before.length + 1);
	const after = await runs("without");
	assert.equal(after.cells, cells);
	const { code } = await bench("apply", "without.ts", "--record", "0", "--out", "late");
	assert.is(code, 0);
	const late = readFileSync(join(cwd, "late/model.safetensors"));
	assert.ok(late.equals(readFileSync(join(cwd, folderOf("mini-gpt2", "rome"), "model.safetensors"))));
});

test.after(project.remove);
test.run();
