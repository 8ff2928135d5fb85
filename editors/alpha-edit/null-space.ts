import { createHash } from "node:crypto";
import type { Artifacts } from "#core/artifacts";
import { UserError } from "#core/errors";
import { eigenSymmetric, type Matrix, matrix } from "#engine/linalg/index";

/** The null space of the covariance C of one block's keys, up to a threshold. */
export interface NullSpaceRequest {
	readonly layer: number;
	/** C, [inner, inner] row-major */
	readonly covariance: Float64Array;
	/** Directions count whose eigenvalue is below this. */
	readonly threshold: number;
}

/**
 * Directions in which hardly any key of the corpus lies: the eigenvectors of C with an eigenvalue below the threshold.
 * P = UᵀU projects onto them. Found once for a covariance, and kept.
 *
 * @returns U, [directions, inner]: orthogonal rows of length 1
 * @throws UserError where there are none
 */
export async function nullSpace(
	artifacts: Artifacts,
	{ layer, covariance, threshold }: NullSpaceRequest,
): Promise<Matrix> {
	const inner = Math.sqrt(covariance.length);
	const { tensors } = await artifacts.obtain({
		kind: "null-space",
		title: `null space of layer ${layer}`,
		key: { layer, threshold, covariance: hashOf(covariance) },
		async build() {
			const { values, vectors } = eigenSymmetric(covariance, inner);
			const count = values.filter((value) => value < threshold).length; // ascending
			const basis = { shape: [count, inner], data: vectors.slice(0, count * inner) };
			return { tensors: new Map([["basis", basis]]), info: { smallest: values[0], largest: values.at(-1) } };
		},
	});
	const { shape, data } = tensors.get("basis")!;
	const count = shape[0]!;
	if (count > 0) return matrix(count, inner, Float64Array.from(data));
	throw new UserError(`No eigenvalue of the covariance of layer ${layer} is below ${threshold}`, {
		hint: 'Raise "nullSpaceThreshold": without a null space there is nothing to edit in.',
	});
}

const hashes = new WeakMap<Float64Array, string>();

function hashOf(values: Float64Array): string {
	const known = hashes.get(values);
	if (known !== undefined) return known;
	const hash = createHash("sha256").update(values).digest("hex");
	hashes.set(values, hash);
	return hash;
}
