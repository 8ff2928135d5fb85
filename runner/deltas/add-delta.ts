import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import type { StoredDelta } from "./delta-file.ts";

/**
 * W + ΔW in single precision, as the edited model had it. Factors are multiplied in double precision and rounded once: for
 * rank one, which edits of one fact have, that is the model's ΔW bit for bit; for higher ranks, the engine that ran may
 * have rounded the sum otherwise in its last bits.
 *
 * @returns the weight's own array, changed
 * @throws Error where the shapes do not fit
 */
export function addDelta({ data, shape }: StoredTensor, stored: StoredDelta): Float32Array {
	if ("delta" in stored) {
		checkShape(shape, stored.delta.shape);
		for (let i = 0; i < data.length; i++) data[i]! += stored.delta.data[i]!;
		return data;
	}
	const { left, right } = stored;
	if (left.shape[1] !== right.shape[0])
		throw new Error(`The factors of a change, [${left.shape}] and [${right.shape}], cannot be multiplied`);
	checkShape(shape, [left.shape[0]!, right.shape[1]!]);
	addProduct(data, left, right);
	return data;
}

function checkShape(weight: readonly number[], change: readonly number[]): void {
	if (change.length === weight.length && change.every((size, axis) => size === weight[axis])) return;
	throw new Error(`A change of the shape [${change}] does not fit a weight of [${weight}]`);
}

/** @param left [rows, rank] @param right [rank, columns] */
function addProduct(data: Float32Array, left: StoredTensor, right: StoredTensor): void {
	const [rows, rank] = left.shape as [number, number];
	const columns = right.shape[1]!;
	const row = new Float64Array(columns);
	for (let i = 0; i < rows; i++) {
		row.fill(0);
		for (let k = 0; k < rank; k++) {
			const factor = left.data[i * rank + k]!;
			for (let j = 0; j < columns; j++) row[j]! += factor * right.data[k * columns + j]!;
		}
		for (let j = 0; j < columns; j++) data[i * columns + j]! += Math.fround(row[j]!);
	}
}
