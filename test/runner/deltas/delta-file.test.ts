import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Delta } from "#core/delta";
import type { EditableModel } from "#core/editable-model";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { tf } from "#engine/tf";
import { addDelta } from "#runner/deltas/add-delta";
import { DeltaFile } from "#runner/deltas/delta-file";
import { writeDeltas } from "#runner/deltas/write-deltas";
import { applyEdit } from "#runner/evaluate/apply-edit";
import { tiny } from "../../editors/tiny.ts";
import { assertUserError } from "../../engine/safetensors/user-error.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const metadata = {
	experiment: "a-run",
	model: "tiny",
	checkpoint: "0a",
	dataset: "facts",
	editor: "E",
	seed: "0",
	record: "r-é",
	index: "3",
};
const folder = temporaryFolder();
let model: EditableModel;
test.before(async () => {
	model = await tiny("tiny-gpt2");
});

const weightOf = (layer: number) => model.mlpOutput(layer).weight;
const random = (seed: number, ...shape: readonly number[]) =>
	tf.randomNormal([...shape] as [number, number], 0, 0.1, "float32", seed) as tf.Tensor2D;

async function valuesOf(tensor: tf.Tensor): Promise<Float32Array> {
	return Float32Array.from(await tensor.data());
}

/** Stores deltas and adds them to the model's weights from the file. @returns W + ΔW by weight */
async function throughFile(deltas: ReadonlyMap<string, Delta>): Promise<Map<string, Float32Array>> {
	const path = join(folder, "cells", "of-a-cell", "of-r-é.safetensors");
	await writeDeltas(path, deltas, metadata);
	const file = new DeltaFile(path);
	const { crc32, cell, inputs, ...rest } = file.metadata;
	assert.equal([rest, cell, inputs], [metadata, "of-a-cell", "of-r-é"]);
	assert.match(crc32!, /^[0-9a-f]{8}$/);
	assert.ok(file.isWhole());
	assert.equal(file.weights.sort(), [...deltas.keys()].sort());
	const sums = new Map<string, Float32Array>();
	for (const name of file.weights) {
		const weight = model.weight(name);
		sums.set(name, addDelta({ shape: weight.shape, data: await valuesOf(weight) }, file.read(name)));
	}
	file.close();
	assert.equal(readdirSync(join(folder, "cells", "of-a-cell")), ["of-r-é.safetensors"]);
	return sums;
}

test("whole and rank-one deltas come back from the disk as the edited model had them, bit for bit", async () => {
	const [inner, hidden] = model.weight(weightOf(0)).shape as [number, number];
	const deltas = new Map<string, Delta>([
		[weightOf(0), random(1, inner, hidden)],
		[weightOf(1), { left: random(2, inner, 1), right: random(3, 1, hidden) }],
		[model.mlpOutput(2).parameters[1]!, random(4, hidden)],
	]);
	const sums = await throughFile(deltas);
	const applied = await applyEdit(model, { kind: "weights", deltas });
	for (const [name, sum] of sums) assert.equal(sum, await valuesOf(applied.model.weight(name)), name);
	applied.dispose();
});

test("deltas of a higher rank are the edited model's up to rounding", async () => {
	const [inner, hidden] = model.weight(weightOf(0)).shape as [number, number];
	const deltas = new Map([[weightOf(0), { left: random(5, inner, 7), right: random(6, 7, hidden) }]]);
	const sum = (await throughFile(deltas)).get(weightOf(0))!;
	const applied = await applyEdit(model, { kind: "weights", deltas });
	const wanted = await valuesOf(applied.model.weight(weightOf(0)));
	assert.ok(sum.every((value, i) => Math.abs(value - wanted[i]!) <= 1e-7));
	applied.dispose();
});

test("a change that does not fit its weight is refused", () => {
	const tensor = (...shape: readonly number[]) => ({
		shape,
		data: new Float32Array(shape.reduce((product, size) => product * size, 1)),
	});
	const refused = (stored: Parameters<typeof addDelta>[1], shape: string) =>
		assert.throws(
			() => addDelta(tensor(2, 3), stored),
			(error: Error) => error.message === `A change of the shape [${shape}] does not fit a weight of [2,3]`,
		);
	refused({ delta: tensor(3, 2) }, "3,2");
	refused({ delta: tensor(6) }, "6");
	refused({ left: tensor(3, 1), right: tensor(1, 2) }, "3,2");
	assert.throws(() => addDelta(tensor(2, 3), { left: tensor(2, 1), right: tensor(2, 3) }), /factors/);
});

test("a file that holds a part of a change is refused", () => {
	mkdirSync(join(folder, "parts"));
	const path = join(folder, "parts", "0.safetensors");
	writeSafetensors(path, [["w.left", { shape: [1, 1], data: Float32Array.of(1) }]]);
	const file = new DeltaFile(path);
	assertUserError(
		() => file.read("w"),
		/0\.safetensors" holds no whole change of "w"/,
		/run the experiment again/,
	);
	file.close();
	assertUserError(() => new DeltaFile(join(folder, "none")), /does not exist/, /path/);
});

test.run();
