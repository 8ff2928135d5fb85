import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import { tf } from "#engine/tf";
import { readConfig } from "../../../../models/_shared/checkpoint/read-config.ts";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { fileOf, rawFile } from "../../../engine/safetensors/raw-file.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { logitsOf } from "../../check-forward.ts";
import { madeCheckpoint } from "../../made-checkpoint.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const cache = temporaryFolder();
// Other files of the same process name folders of their own.
test.before.each(() => {
	process.env.EDITBENCH_CACHE = cache;
});
const copies = () => readdirSync(join(cache, "weights"));

const batch = { ids: [[5, 6, 7]] };
const onLinux = process.platform === "linux";

/** How often a file is mapped into this process. */
const mappingsOf = (path: string): number =>
	readFileSync("/proc/self/maps", "utf8")
		.split("\n")
		.filter((line) => line.endsWith(path)).length;

const digest = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** The golden checkpoint in half precision. */
function halfCheckpoint(name: string): string {
	const files = openCheckpoint(goldenCheckpoint(name));
	const names = files.names.sort();
	const parts: Buffer[] = [];
	const header: Record<string, object> = {};
	let end = 0;
	for (const tensor of names) {
		const { data, shape } = files.tensor(tensor);
		// bfloat16: the upper half of each float.
		const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
		const bytes = Buffer.from(Uint16Array.from(bits, (one) => one >>> 16).buffer);
		header[tensor] = { dtype: "BF16", shape, data_offsets: [end, end + bytes.length] };
		end += bytes.length;
		parts.push(bytes);
	}
	files.close();
	const folder = madeCheckpoint(readConfig(goldenCheckpoint(name)).values, []);
	writeFileSync(join(folder, "model.safetensors"), rawFile(header, Buffer.concat(parts)));
	return folder;
}

/** A float32 checkpoint whose tensors begin at odd bytes. */
function oddCheckpoint(name: string): string {
	const path = join(goldenCheckpoint(name), "model.safetensors");
	const bytes = readFileSync(path);
	const length = Number(bytes.readBigUInt64LE(0));
	const text = bytes
		.subarray(8, 8 + length)
		.toString()
		.trimEnd();
	const blanks = 1 + ((4 - ((8 + text.length) % 4)) % 4);
	const folder = madeCheckpoint(readConfig(goldenCheckpoint(name)).values, []);
	writeFileSync(
		join(folder, "model.safetensors"),
		rawFile(text + " ".repeat(blanks), bytes.subarray(8 + length)),
	);
	return folder;
}

for (const engine of ["onnx", "cpu"]) {
	test(`a mapped model computes what one that was read computes (${engine})`, async () => {
		await startEngine(engine);
		for (const name of ["tiny-gpt2", "tiny-llama"]) {
			const folder = goldenCheckpoint(name);
			const [read, mapped] = [await loadModel(folder), await loadModel(folder, { mapFrom: 0 })];
			if (onLinux) assert.ok(mappingsOf(join(folder, "model.safetensors")) > 0);
			assert.equal(await logitsOf(mapped, batch, [[0, 2]]), await logitsOf(read, batch, [[0, 2]]));
			read.dispose();
			mapped.dispose();
		}
	});
}

test("small models are read", async () => {
	await startEngine("onnx");
	const folder = madeCheckpoint(
		readConfig(goldenCheckpoint("tiny-gpt2")).values,
		(() => {
			const files = openCheckpoint(goldenCheckpoint("tiny-gpt2"));
			const weights = files.names.map((name) => [name, files.tensor(name)] as const);
			files.close();
			return weights;
		})(),
	);
	const model = await loadModel(folder);
	if (onLinux) assert.is(mappingsOf(join(folder, "model.safetensors")), 0);
	model.dispose();
});

for (const [what, made] of [
	["half-precision weights", halfCheckpoint],
	["weights at offsets that suit no float", oddCheckpoint],
] as const) {
	test(`${what} are converted once and mapped from the copy`, async () => {
		await startEngine("onnx");
		const folder = made("tiny-llama");
		const before = existsSync(join(cache, "weights")) ? copies() : [];
		const notes: string[] = [];
		const say = (text: string) => void notes.push(text);
		const first = await loadModel(folder, { mapFrom: 0, say });
		const [copy] = copies().filter((name) => !before.includes(name));
		assert.match(copy!, /^[0-9a-f]{64}\.safetensors$/);
		if (onLinux) assert.ok(mappingsOf(join(cache, "weights", copy!)) > 0);
		assert.is(notes.length, 1);
		assert.match(notes[0]!, /^Converting the weights of .* to float32, once: 0\.\d GB in .*weights$/);
		const second = await loadModel(folder, { mapFrom: 0, say });
		assert.is(notes.length, 1);
		assert.is(copies().length, before.length + 1);
		const read = await loadModel(folder);
		const expected = await logitsOf(read, batch, [[0, 2]]);
		for (const model of [first, second]) assert.equal(await logitsOf(model, batch, [[0, 2]]), expected);
		for (const model of [first, second, read]) model.dispose();
	});
}

test("what an ended process left of a copy is removed, what another may still write is not", async () => {
	await startEngine("onnx");
	const hash = "f".repeat(64);
	const [old, young] = ["old", "young"].map((name) =>
		join(cache, "weights", `${hash}.safetensors.${name}.partial`),
	);
	writeFileSync(old!, "");
	writeFileSync(young!, "");
	const hoursAgo = new Date(Date.now() - 2 * 3600e3);
	utimesSync(old!, hoursAgo, hoursAgo);
	(await loadModel(halfCheckpoint("tiny-gpt2"), { mapFrom: 0, hash })).dispose();
	assert.not(existsSync(old!));
	assert.ok(existsSync(young!));
	assert.ok(copies().includes(`${hash}.safetensors`));
});

test("a cache that cannot be written is said, and the weights are read", async () => {
	await startEngine("onnx");
	const notes: string[] = [];
	process.env.EDITBENCH_CACHE = fileOf(Buffer.from("no folder"));
	const model = await loadModel(halfCheckpoint("tiny-llama"), {
		mapFrom: 0,
		say: (text) => notes.push(text),
	});
	process.env.EDITBENCH_CACHE = cache;
	assert.is(notes.length, 1);
	assert.match(
		notes[0]!,
		/^The weights are read, so every worker holds them in memory of its own: their float32 copy cannot be written: ENOTDIR/,
	);
	assert.is((await logitsOf(model, batch, [[0, 2]])).length, 1);
	model.dispose();
});

test("where nothing can be mapped the reason is said, and the weights are read", async () => {
	await startEngine("onnx");
	const notes: string[] = [];
	const say = (text: string) => void notes.push(text);
	const mapper = { problem: "Windows has no mmap" };
	const model = await loadModel(goldenCheckpoint("tiny-llama"), { mapFrom: 0, mapper, say });
	assert.equal(notes, [
		"The weights are read, so every worker holds them in memory of its own: Windows has no mmap",
	]);
	assert.is((await logitsOf(model, batch, [[0, 2]])).length, 1);
	model.dispose();
});

test("an edit leaves the mapped file as it was", async () => {
	await startEngine("onnx");
	const folder = goldenCheckpoint("tiny-gpt2");
	const path = join(folder, "model.safetensors");
	const before = digest(path);
	const model = await loadModel(folder, { mapFrom: 0 });
	const { weight } = model.mlpOutput(1);
	const unedited = await logitsOf(model, batch, [[0, 2]]);
	const added = tf.tidy(() => model.weight(weight).add(tf.scalar(0.5)));
	const edited = await logitsOf(model.withWeights(new Map([[weight, added]])), batch, [[0, 2]]);
	assert.not.equal(edited, unedited);
	assert.equal(await logitsOf(model, batch, [[0, 2]]), unedited);
	tf.dispose(added);
	model.dispose();
	assert.is(digest(path), before);
});

test("loading and disposing twenty times leaves no more mappings than once", async () => {
	if (!onLinux) return console.log("skipped: counting mappings: it needs /proc");
	await startEngine("onnx");
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	const folder = goldenCheckpoint("tiny-llama");
	const path = join(folder, "model.safetensors");
	for (let round = 0; round < 20; round++) {
		const model = await loadModel(folder, { mapFrom: 0 });
		assert.ok(mappingsOf(path) > 0);
		model.dispose();
	}
	for (let round = 0; round < 10 && mappingsOf(path) > 0; round++) {
		collect();
		await wait(10);
	}
	assert.is(mappingsOf(path), 0);
});

test("values read from a mapped model outlive it", async () => {
	await startEngine("cpu");
	setFlagsFromString("--expose-gc");
	const collect = runInNewContext("gc") as () => void;
	const model = await loadModel(goldenCheckpoint("tiny-llama"), { mapFrom: 0 });
	// The cpu engine gives out the array itself.
	const values = await model.weight(model.mlpOutput(0).weight).data();
	const sum = (all: ArrayLike<number>) => Array.from(all).reduce((total, one) => total + one, 0);
	const before = sum(values);
	model.dispose();
	collect();
	await wait(20);
	collect();
	assert.is(sum(values), before);
});

test("two processes that convert at once both end with the whole copy", async () => {
	const folder = halfCheckpoint("tiny-gpt2");
	const own = temporaryFolder();
	const script = `
		import { startEngine } from "#engine/engines";
		import { loadModel } from "./models/_shared/load-model.ts";
		await startEngine("onnx");
		const model = await loadModel(${JSON.stringify(folder)}, { mapFrom: 0 });
		const logits = model.logits({ ids: [[5, 6, 7]] }, [[0, 2]]);
		console.log((await logits.data()).join());`;
	const node = `"$NODE" --conditions=source --import "$LOADER" --input-type=module -e "$SCRIPT"`;
	const paths = { NODE: process.execPath, LOADER: import.meta.resolve("#read-typescript") };
	const both = spawnSync(
		"sh",
		["-c", `${node} > "$EDITBENCH_CACHE/a" & ${node} > "$EDITBENCH_CACHE/b"; wait`],
		{
			env: { ...process.env, ...paths, SCRIPT: script, EDITBENCH_CACHE: own },
			encoding: "utf8",
		},
	);
	assert.is(both.status, 0, both.stderr);
	const [a, b] = ["a", "b"].map((name) => readFileSync(join(own, name), "utf8"));
	assert.is(a!.split(",").length > 100, true);
	assert.is(a, b);
	assert.is(readdirSync(join(own, "weights")).length, 1);
});

test.run();
