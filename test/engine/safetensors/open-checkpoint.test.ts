import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCheckpoint, weightFiles } from "../../../engine/safetensors/open-checkpoint.ts";
import { writeSafetensors } from "../../../engine/safetensors/write-safetensors.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { assertUserError } from "./user-error.ts";

const value = (x: number) => ({ shape: [1], data: Float32Array.of(x) });
const map = { a: "model-00001-of-00002.safetensors", b: "model-00002-of-00002.safetensors" };

/** A checkpoint of two shards, `a` in the first and `b` in the second, with an index of our choice. */
function sharded(index: object = { metadata: { total_size: 8 }, weight_map: map }): string {
	const folder = temporaryFolder();
	writeSafetensors(join(folder, map.a), [["a", value(1)]]);
	writeSafetensors(join(folder, map.b), [["b", value(2)]]);
	writeFileSync(join(folder, "model.safetensors.index.json"), JSON.stringify(index));
	return folder;
}

test("openCheckpoint() reads a single file", () => {
	const folder = temporaryFolder();
	writeSafetensors(join(folder, "model.safetensors"), [["a", value(3)]]);
	const weights = openCheckpoint(folder);
	assert.equal(weights.names, ["a"]);
	assert.equal([...weights.tensor("a").data], [3]);
	assert.is(weights.place("a").path, join(folder, "model.safetensors"));
	assert.equal(weightFiles(folder), ["model.safetensors"]);
	weights.close();
});

test("openCheckpoint() reads shards as one", () => {
	const folder = sharded();
	const weights = openCheckpoint(folder);
	assert.equal(weights.names, ["a", "b"]);
	assert.equal([...weights.tensor("a").data, ...weights.tensor("b").data], [1, 2]);
	assert.is(weights.place("b").path, join(folder, map.b));
	assert.equal([weights.has("b"), weights.has("c")], [true, false]);
	assert.equal(weightFiles(folder), Object.values(map));
	weights.close();
	assert.throws(() => weights.tensor("b"), /is closed/);
});

test("openCheckpoint() names missing shards", () => {
	const folder = sharded();
	rmSync(join(folder, map.b));
	assertUserError(
		() => openCheckpoint(folder),
		/lacks 1 of 2 weight files: model-00002-of-00002.safetensors/,
		/Fetch the missing/,
	);
});

test("openCheckpoint() refuses an index that does not fit its shards", () => {
	const folder = sharded({ weight_map: { ...map, b: map.a } });
	assertUserError(
		() => openCheckpoint(folder),
		/puts tensor "b" into "model-00001-of-00002.safetensors", but it is not there/,
		/revisions/,
	);
});

test("openCheckpoint() refuses an index that leads out of the folder", () => {
	for (const shard of ["../../x.safetensors", "/etc/x.safetensors", "x.bin", 3]) {
		const folder = sharded({ weight_map: { a: shard } });
		assertUserError(
			() => openCheckpoint(folder),
			/puts tensor "a" into .*, not a \*.safetensors file beside it/,
			/trust/,
		);
	}
});

test("openCheckpoint() refuses an index that is none", () => {
	assertUserError(
		() => openCheckpoint(sharded({ metadata: {} })),
		/index.json" has no "weight_map"/,
		/Fetch/,
	);
	assertUserError(
		() => openCheckpoint(sharded([])),
		/index.json" holds a list; it should hold an object/,
		/damaged/,
	);
	const folder = sharded();
	writeFileSync(join(folder, "model.safetensors.index.json"), "{");
	assertUserError(() => openCheckpoint(folder), /index.json" is not JSON: /, /damaged/);
});

test("openCheckpoint() refuses a folder with pickles only and says how to convert them", () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "pytorch_model.bin"), "PK");
	assertUserError(
		() => openCheckpoint(folder),
		/has pickled weights only \(pytorch_model.bin\); .*runs whatever code/,
		/save_pretrained/,
	);
});

test("openCheckpoint() says when a folder has no weights, or is none", () => {
	const folder = join(temporaryFolder(), "empty");
	assertUserError(() => openCheckpoint(folder), /empty" does not exist/, /path/);
	mkdirSync(folder);
	assertUserError(
		() => openCheckpoint(folder),
		/has neither model.safetensors nor model.safetensors.index.json/,
		/Hugging Face folder/,
	);
});

test("a checkpoint offers the nearest name for a tensor it lacks", () => {
	const weights = openCheckpoint(sharded());
	assertUserError(
		() => weights.tensor("transformer.b"),
		/The checkpoint ".*" has no tensor "transformer.b"/,
		/"b"/,
	);
	weights.close();
});

test.run();
