import type { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import type { NumericArray } from "../element-type.ts";
import type { Graph } from "../graph.ts";
import { onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";

/**
 * ONNX Runtime adds in float32, one number after the other (along the last axis with eight running sums): the mean of
 * four million times 0.1 comes out as 0.1004. So it adds groups of at most this length, and these are added in
 * float64 here.
 */
const LONGEST_GROUP = { last: 128, other: 64 };

/** Below this length of a group, padding the axis to a multiple of the longest costs less than many short groups. */
const SHORTEST_GROUP = 16;

/** A tensor seen as [outer, length, inner], to be summed over `length`. */
export interface SumShape {
	readonly outer: number;
	readonly length: number;
	readonly inner: number;
}

const addGroups = (graph: Graph, x: string): string =>
	graph.op("ReduceSum", [x, graph.int64([2])], { attributes: { keepdims: 0 } });

const grouped: Operation = {
	key: "Sum",
	inputs: ["float32"],
	output: "float32",
	build: (graph, [x]) => addGroups(graph, x!),
};

const padded: Operation = {
	key: "Sum, padded",
	inputs: ["float32", "int64", "int64"],
	output: "float32",
	build: (graph, [x, pads, shape]) =>
		addGroups(graph, graph.op("Reshape", [graph.op("Pad", [x!, pads!]), shape!])),
};

/** The sum over the middle axis, divided by `divisor`. @returns [outer, inner] */
export function sumMiddle(
	backend: OnnxBackend,
	x: tf.TensorInfo,
	{ outer, length, inner }: SumShape,
	divisor: number,
): tf.TensorInfo {
	const longest = inner === 1 ? LONGEST_GROUP.last : LONGEST_GROUP.other;
	const divisible = largestDivisor(length, longest);
	const group = divisible < Math.min(length, SHORTEST_GROUP) ? longest : divisible;
	const groups = Math.ceil(length / group);
	// ONNX Runtime is 7 times slower where an axis of length 1 follows the one it adds along.
	const split = inner === 1 ? [outer, groups, group] : [outer, groups, group, inner];
	const missing = groups * group - length;
	const inputs =
		missing === 0
			? [{ ...x, shape: split }]
			: [{ ...x, shape: [outer, length, inner] }, int64([0, 0, 0, 0, missing, 0]), int64(split)];
	const partial = backend.compute(missing === 0 ? grouped : padded, inputs, [outer, groups, inner]);
	if (groups === 1 && divisor === 1) return { ...partial, shape: [outer, inner] };
	const sum = backend.produce([outer, inner], "float32", (to) => {
		addInFloat64(to, backend.valuesOf(partial), { outer, length: groups, inner }, divisor);
	});
	backend.disposeIntermediateTensorInfo(partial);
	return sum;
}

function addInFloat64(
	to: NumericArray,
	from: NumericArray,
	{ outer, length, inner }: SumShape,
	divisor: number,
): void {
	const sums = new Float64Array(inner);
	let offset = 0;
	for (let o = 0; o < outer; o++) {
		sums.fill(0);
		for (let k = 0; k < length; k++) {
			for (let i = 0; i < inner; i++) sums[i]! += from[offset++]!;
		}
		for (let i = 0; i < inner; i++) to[o * inner + i] = sums[i]! / divisor;
	}
}

function largestDivisor(length: number, limit: number): number {
	let divisor = Math.min(length, limit);
	while (length % divisor !== 0) divisor--;
	return divisor;
}

const int64 = (values: readonly number[]) => onnxTensor(BigInt64Array.from(values, BigInt), [values.length]);
