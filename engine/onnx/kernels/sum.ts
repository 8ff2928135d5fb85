import type { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import type { Graph } from "../graph.ts";
import { int64, onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";

/**
 * ONNX Runtime adds in float32, one number after the other (along the last axis with eight running sums): the mean of
 * four million times 0.1 comes out as 0.1004. So it adds groups of at most this length, then groups of these sums, …
 */
const LONGEST_GROUP = { last: 128, other: 16 };

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

const quotient: Operation = {
	key: "Sum, divided",
	inputs: ["float32", "float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Div", inputs),
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
	const shape = inner === 1 ? [outer, groups] : [outer, groups, inner];
	const partial = backend.compute(missing === 0 ? grouped : padded, inputs, shape);
	if (groups > 1) {
		const sum = sumMiddle(backend, partial, { outer, length: groups, inner }, divisor);
		backend.disposeIntermediateTensorInfo(partial);
		return sum;
	}
	if (divisor === 1) return { ...partial, shape: [outer, inner] };
	const sum = { ...partial, shape: [outer, inner] };
	const mean = backend.compute(quotient, [sum, onnxTensor(Float32Array.of(divisor), [])], [outer, inner]);
	backend.disposeIntermediateTensorInfo(partial);
	return mean;
}

function largestDivisor(length: number, limit: number): number {
	let divisor = Math.min(length, limit);
	while (length % divisor !== 0) divisor--;
	return divisor;
}
