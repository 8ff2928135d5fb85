import type { NumericArray } from "../element-type.ts";

/** Below this length, a loop is done before the two views for `TypedArray.set` are made. */
const SHORT = 32;

/** Copies `length` numbers from one place of one array to one of another of the same type. */
export function copyRun(
	to: NumericArray,
	toOffset: number,
	from: NumericArray,
	fromOffset: number,
	length: number,
): void {
	if (length < SHORT) {
		for (let i = 0; i < length; i++) to[toOffset + i] = from[fromOffset + i]!;
		return;
	}
	to.set(from.subarray(fromOffset, fromOffset + length), toOffset);
}
