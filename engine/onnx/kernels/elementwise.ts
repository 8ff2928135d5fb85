import { tf } from "#engine/tf";
import type { NumericType } from "../element-type.ts";
import type { Graph } from "../graph.ts";
import { defineKernel, type Kernel } from "../kernel.ts";
import { type Operation, perType } from "../operation.ts";

/**
 * Below this many results a JavaScript loop is done before ONNX Runtime has been called, which takes 7 to 10 µs. They
 * are even between 100 results (pow) and 2000 (addition).
 */
export const SMALL = 512;

/** The JavaScript loop works out the position of every element when an operand repeats along an axis inside. */
const SMALL_BROADCAST = 32;

type Build = (graph: Graph, inputs: readonly string[]) => string;

/** tfjs's name of the kernel, and the ONNX operator or composition of operators that computes it. */
type Entry = readonly [name: string, operator: string | Build];

/** Kernels `y = f(x)` of float32 tensors. */
export function unaryKernels(table: readonly Entry[]): Kernel[] {
	return table.map(([name, operator]) => {
		const operation: Operation = {
			key: name,
			inputs: ["float32"],
			output: "float32",
			build: buildOf(operator),
		};
		return defineKernel<{ x: tf.TensorInfo }>(name, ({ inputs: { x }, backend }) => {
			if (x.dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(x.shape), SMALL, x)) return;
			return backend.compute(operation, [x], x.shape);
		});
	});
}

/** Kernels `y = f(a, b)` with broadcasting, of two tensors of one of `types`. The result is of that type, or bool. */
export function binaryKernels<T extends NumericType>(
	types: readonly T[],
	result: "same" | "bool",
	table: readonly Entry[],
): Kernel[] {
	return table.map(([name, operator]) => {
		const operations = perType(types, (type) => ({
			key: name,
			inputs: [type, type],
			output: result === "same" ? type : result,
			build: buildOf(operator),
		}));
		return defineKernel<tf.BinaryInputs>(name, ({ inputs: { a, b }, backend }) => {
			const operation = operations.get(a.dtype as NumericType);
			if (!operation || a.dtype !== b.dtype) return;
			const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
			const limit = repeatsInside(a.shape, b.shape) ? SMALL_BROADCAST : SMALL;
			if (backend.prefersLoop(tf.util.sizeFromShape(shape), limit, a, b)) return;
			return backend.compute(operation, [a, b], shape);
		});
	});
}

const buildOf = (operator: string | Build): Build =>
	typeof operator === "string" ? (graph, inputs) => graph.op(operator, inputs) : operator;

/** Does an axis of length 1 meet a longer one? A missing leading axis, as of a scalar or a bias, is no trouble. */
function repeatsInside(a: readonly number[], b: readonly number[]): boolean {
	const rank = Math.min(a.length, b.length);
	for (let i = 1; i <= rank; i++) if (a.at(-i) !== b.at(-i)) return true;
	return false;
}
