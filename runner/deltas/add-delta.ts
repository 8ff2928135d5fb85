import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import type { StoredDelta } from "./delta-file.ts";

/**
 * W + ΔW in single precision, as the edited model had it. Factors are multiplied in double precision and rounded once: for
 * rank one, which all single edits have, that is the model's ΔW bit for bit; for higher ranks, the engine that ran may
 * have rounded the sum otherwise in its last bit.
 *
 * @returns the weight's own array, changed
 * @throws Error where the shapes do not fit
 */
export function addDelta({ data, shape }: StoredTensor, stored: StoredDelta): Float32Array {
	const made =
		"delta" in stored
			? stored.delta.shape
			: [stored.left.shape[0], stored.right.shape[1], stored.left.shape[1]];
	const wanted = "delta" in stored ? shape : [...shape, stored.right.shape[0]];
	if (made.length !== wanted.length || made.some((size, axis) => size !== wanted[axis]))
		throw new Error(
			`A change of the shape [${made.slice(0, shape.length)}] does not fit a weight of [${shape}]`,
		);
	if ("delta" in stored) {
		for (let i = 0; i < data.length; i++) data[i]! += stored.delta.data[i]!;
		return data;
	}
	addProduct(data, stored.left, stored.right);
	return data;
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
