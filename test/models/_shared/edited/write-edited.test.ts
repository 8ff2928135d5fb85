import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import { openSafetensors } from "#engine/safetensors/safetensors-file";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { writeEdited } from "../../../../models/_shared/edited/write-edited.ts";
import { modelSource } from "../../../../models/_shared/model-source.ts";
import { rawFile } from "../../../engine/safetensors/raw-file.ts";
import { assertUserError } from "../../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import { goldenCheckpoint } from "../tokenizer/reference-tokens.ts";

const golden = goldenCheckpoint("tiny-gpt2");
const name = "transformer.h.1.mlp.c_proj.weight";
const change = new Map([
	[name, ({ data }: { readonly data: Float32Array }) => data.map((value) => value + 0.5)],
]);
const nothing = () => {};
const fresh = () => join(temporaryFolder(), "deep", "out");

type Tensors = ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: Float32Array }>;

function tensorsOf(folder: string): Tensors {
	const files = openCheckpoint(folder);
	const tensors = new Map(files.names.map((one) => [one, files.tensor(one)]));
	files.close();
	return tensors;
}
const original = tensorsOf(golden);

/** tiny-gpt2 with other weight files, and with this said in its config.json. */
function variant(config: object, writeWeights: (folder: string) => void): string {
	const folder = temporaryFolder();
	for (const file of readdirSync(golden)) {
		if (!file.endsWith(".safetensors")) copyFileSync(join(golden, file), join(folder, file));
	}
	const given = JSON.parse(readFileSync(join(golden, "config.json"), "utf8"));
	writeFileSync(join(folder, "config.json"), JSON.stringify({ ...given, ...config }, undefined, 2));
	writeWeights(folder);
	return folder;
}

/** Cuts each value to bfloat16. */
function writeHalf(path: string, tensors: Tensors): void {
	let end = 0;
	const chunks: Uint8Array[] = [];
	const header = Object.fromEntries(
		[...tensors].map(([one, { shape, data }]) => {
			const bits = new Uint32Array(Float32Array.from(data).buffer);
			const half = Uint16Array.from(bits, (value) => value >>> 16);
			chunks.push(new Uint8Array(half.buffer));
			const start = end;
			end += half.byteLength;
			return [one, { dtype: "BF16", shape, data_offsets: [start, end] }];
		}),
	);
	writeFileSync(path, rawFile({ __metadata__: { format: "pt" }, ...header }, Buffer.concat(chunks)));
}

/** Fails where a tensor but the changed one has another type or other bytes. */
function assertOthersKept(from: string, to: string, changed: string): void {
	const [before, after] = [openCheckpoint(from), openCheckpoint(to)];
	assert.equal(after.names.sort(), before.names.sort());
	for (const one of before.names.filter((other) => other !== changed)) {
		const [a, b] = [before.place(one), after.place(one)];
		assert.is(b.dtype, a.dtype);
		const bytes = ({ path, start, end }: typeof a) => readFileSync(path).subarray(start, end);
		assert.ok(bytes(a).equals(bytes(b)), one);
	}
	before.close();
	after.close();
}

test("an edited checkpoint in float32 differs in the changed weight alone", () => {
	const out = fresh();
	const { weights, configDtype } = writeEdited(golden, out, change, nothing);
	assert.equal([...weights], [[name, { name, was: "F32" }]]);
	assert.is(configDtype, undefined);
	assertOthersKept(golden, out, name);
	assert.equal(
		tensorsOf(out).get(name)!.data,
		original.get(name)!.data.map((value) => value + 0.5),
	);
	assert.equal(readdirSync(out).sort(), readdirSync(golden).sort());
	for (const file of readdirSync(golden).filter((one) => !one.endsWith(".safetensors"))) {
		assert.ok(readFileSync(join(out, file)).equals(readFileSync(join(golden, file))), file);
	}
	assert.not.equal(modelSource(out).hash, modelSource(golden).hash);
});

test("in a bfloat16 checkpoint the changed weight becomes float32, and config.json says how to load it", () => {
	for (const key of ["torch_dtype", "dtype"]) {
		const dtypes = { torch_dtype: undefined, [key]: "bfloat16" };
		const folder = variant(dtypes, (at) => writeHalf(join(at, "model.safetensors"), original));
		const out = fresh();
		const { weights, configDtype } = writeEdited(folder, out, change, nothing);
		assert.is(weights.get(name)!.was, "BF16");
		assert.is(configDtype, "bfloat16");
		assertOthersKept(folder, out, name);
		const file = openSafetensors(join(out, "model.safetensors"));
		assert.is(file.entry(name).dtype, "F32");
		assert.equal(file.header.metadata, { format: "pt" });
		file.close();
		assert.equal(
			tensorsOf(out).get(name)!.data,
			tensorsOf(folder)
				.get(name)!
				.data.map((value) => value + 0.5),
		);
		const text = (at: string) => readFileSync(join(at, "config.json"), "utf8");
		assert.is(text(out), text(folder).replace("bfloat16", "float32"));
	}
});

test("a config.json that says nothing of the type says float32 in the copy", () => {
	const folder = variant({ torch_dtype: undefined }, (at) =>
		writeHalf(join(at, "model.safetensors"), original),
	);
	const out = fresh();
	assert.is(writeEdited(folder, out, change, nothing).configDtype, "");
	const config = (at: string) => JSON.parse(readFileSync(join(at, "config.json"), "utf8"));
	assert.equal(config(out), { torch_dtype: "float32", ...config(folder) });
});

test("shards stay shards, with an index that says their size", () => {
	const shards = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"] as const;
	const shardOf = (one: string) => shards[one.includes(".h.1.") ? 1 : 0];
	const folder = variant({ torch_dtype: "bfloat16" }, (at) => {
		for (const shard of shards) {
			writeHalf(join(at, shard), new Map([...original].filter(([one]) => shardOf(one) === shard)));
		}
		const weight_map = Object.fromEntries([...original.keys()].map((one) => [one, shardOf(one)]));
		const index = { metadata: { total_size: 1, note: "kept" }, weight_map };
		writeFileSync(join(at, "model.safetensors.index.json"), JSON.stringify(index));
	});
	const out = fresh();
	writeEdited(folder, out, change, nothing);
	assertOthersKept(folder, out, name);
	const index = (at: string) => JSON.parse(readFileSync(join(at, "model.safetensors.index.json"), "utf8"));
	assert.equal(index(out).weight_map, index(folder).weight_map);
	const sizes = [...original].map(([one, { data }]) => data.length * (one === name ? 4 : 2));
	assert.equal(index(out).metadata, { total_size: sizes.reduce((sum, size) => sum + size, 0), note: "kept" });
	const tensors = (at: string) => tensorsOf(at).get(name)!.data;
	assert.equal(
		tensors(out),
		tensors(folder).map((value) => value + 0.5),
	);
});

test("weights of the bare network keep the names that they have in the files", () => {
	const bare = (one: string) => one.replace(/^transformer\./, "");
	const folder = variant({}, (at) =>
		writeSafetensors(
			join(at, "model.safetensors"),
			[...original].map(([one, tensor]) => [bare(one), tensor]),
		),
	);
	const out = fresh();
	const { weights } = writeEdited(folder, out, change, nothing);
	assert.is(weights.get(name)!.name, bare(name));
	assertOthersKept(folder, out, bare(name));
	assert.is(tensorsOf(out).get(bare(name))!.data[3], Math.fround(original.get(name)!.data[3]! + 0.5));
});

test("links are followed; pickles, other weights and notes stay behind", () => {
	const folder = variant({}, (at) =>
		symlinkSync(join(golden, "model.safetensors"), join(at, "model.safetensors")),
	);
	for (const other of ["pytorch_model.bin", "README.md", "consolidated.safetensors"])
		writeFileSync(join(folder, other), "x");
	for (const other of ["LICENSE", "tokenizer.model"]) writeFileSync(join(folder, other), other);
	mkdirSync(join(folder, "onnx"));
	const out = fresh();
	writeEdited(folder, out, change, nothing);
	assert.equal(readdirSync(out).sort(), [...readdirSync(golden), "LICENSE", "tokenizer.model"].sort());
	assertOthersKept(golden, out, name);
});

test("what fails on the way leaves no folder", () => {
	const out = fresh();
	const parent = join(out, "..");
	assert.throws(() =>
		writeEdited(golden, out, change, () => {
			throw new Error("no space left");
		}),
	);
	assert.equal(readdirSync(parent), []);
});

test("a weight that the checkpoint has not, a file and a full folder are refused", () => {
	const wrong = new Map([["transformer.h.9.mlp.c_proj.weight", change.get(name)!]]);
	const out = fresh();
	assertUserError(
		() => writeEdited(golden, out, wrong, nothing),
		/has no tensor "transformer\.h\.9\.mlp\.c_proj\.weight"/,
		/Did you mean/,
	);
	assert.not(existsSync(out));
	const config = join(golden, "config.json");
	assertUserError(
		() => writeEdited(golden, config, change, nothing),
		/config\.json is a file; the edited checkpoint is to be a folder/,
		/does not exist yet/,
	);
	assertUserError(
		() => writeEdited(golden, golden, change, nothing),
		/tiny-gpt2 is not empty: it holds config\.json, generation_config\.json, merges\.txt, …/,
		/or an empty one/,
	);
});

test.run();
