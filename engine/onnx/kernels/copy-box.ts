import { tf } from "#engine/tf";
import type { NumericArray } from "../element-type.ts";
import { copyRun } from "./copy-run.ts";

/** A box inside a tensor: where it begins, of which tensor. */
export interface Place {
	readonly values: NumericArray;
	/** Shape of the whole tensor. */
	readonly shape: readonly number[];
	/** First index of the box along each axis. */
	readonly begin: readonly number[];
}

/** Copies a box of the shape `size` between two tensors of the same rank. */
export function copyBox(to: Place, from: Place, size: readonly number[]): void {
	// The last axes that both boxes span whole, and the one before, are one run of numbers.
	let runAxis = size.length - 1;
	while (runAxis > 0 && size[runAxis] === to.shape[runAxis] && size[runAxis] === from.shape[runAxis])
		runAxis--;
	const run = tf.util.sizeFromShape(size.slice(Math.max(0, runAxis)));
	const toStrides = stridesOf(to.shape);
	const fromStrides = stridesOf(from.shape);
	const copy = (axis: number, toOffset: number, fromOffset: number): void => {
		const toStart = toOffset + to.begin[axis]! * toStrides[axis]!;
		const fromStart = fromOffset + from.begin[axis]! * fromStrides[axis]!;
		if (axis === runAxis) {
			copyRun(to.values, toStart, from.values, fromStart, run);
			return;
		}
		for (let i = 0; i < size[axis]!; i++) {
			copy(axis + 1, toStart + i * toStrides[axis]!, fromStart + i * fromStrides[axis]!);
		}
	};
	if (run > 0) copy(0, 0, 0);
}

/** How far apart neighbours along each axis lie; tfjs's `computeStrides` leaves out the last, 1. */
function stridesOf(shape: readonly number[]): number[] {
	return shape.map((_, axis) => tf.util.sizeFromShape(shape.slice(axis + 1)));
}
