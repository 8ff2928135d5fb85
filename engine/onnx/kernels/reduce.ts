import { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import { elementTypes } from "../element-type.ts";
import { defineKernel, type Kernel, type KernelCall } from "../kernel.ts";
import { int64 } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";
import { SMALL } from "./elementwise.ts";
import { sumMiddle } from "./sum.ts";

interface ReduceAttributes {
	readonly axis?: number | number[] | null;
	/** What `max` calls its axes. */
	readonly reductionIndices?: number | number[] | null;
	readonly keepDims: boolean;
}

/** x reduced over `axes`, ascending; `kept` is the shape without them. */
type Reduce = (backend: OnnxBackend, x: tf.TensorInfo, axes: number[], kept: number[]) => tf.TensorInfo;

/** Reductions of float32 tensors over some axes. */
export const reductions: Kernel[] = [
	reduction("Sum", sumOver),
	reduction("Mean", meanOver),
	reduction("Max", extremeOver("ReduceMax")),
	reduction("Min", extremeOver("ReduceMin")),
];

function reduction(name: string, reduce: Reduce): Kernel {
	const run = ({ inputs: { x }, attrs, backend }: KernelCall<{ x: tf.TensorInfo }, ReduceAttributes>) => {
		if (x.dtype !== "float32" || backend.prefersLoop(tf.util.sizeFromShape(x.shape), SMALL, x)) return;
		const axes = tf.util
			.parseAxisParam((attrs.axis ?? attrs.reductionIndices)!, x.shape)
			.sort((a, b) => a - b);
		if (axes.length === 0) return;
		const [kept] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
		const result = reduce(backend, x, axes, kept);
		if (!attrs.keepDims) return result;
		return { ...result, shape: tf.backend_util.expandShapeToKeepDim(kept, axes) };
	};
	return defineKernel(name, run);
}

/** Sums over one run of neighbouring axes at a time, the last first, and divides by `divisor`. */
function sumOver(
	backend: OnnxBackend,
	x: tf.TensorInfo,
	axes: number[],
	kept: number[],
	divisor = 1,
): tf.TensorInfo {
	const end = axes.at(-1)! + 1;
	let first = axes.length - 1;
	while (first > 0 && axes[first - 1] === axes[first]! - 1) first--;
	const begin = axes[first]!;
	const view = {
		outer: tf.util.sizeFromShape(x.shape.slice(0, begin)),
		length: tf.util.sizeFromShape(x.shape.slice(begin, end)),
		inner: tf.util.sizeFromShape(x.shape.slice(end)),
	};
	if (first === 0) return { ...sumMiddle(backend, x, view, divisor), shape: kept };
	const sum = sumMiddle(backend, x, view, 1);
	const rest = { ...sum, shape: x.shape.toSpliced(begin, end - begin) };
	const result = sumOver(backend, rest, axes.slice(0, first), kept, divisor);
	backend.disposeIntermediateTensorInfo(sum);
	return result;
}

function meanOver(backend: OnnxBackend, x: tf.TensorInfo, axes: number[], kept: number[]): tf.TensorInfo {
	return sumOver(backend, x, axes, kept, tf.util.sizeFromShape(axes.map((axis) => x.shape[axis]!)));
}

/** ONNX Runtime's maximum and minimum pass over NaN unless it comes first, so NaN is looked for besides. */
function extremeOver(operator: string): Reduce {
	const operation: Operation = {
		key: operator,
		inputs: ["float32", "int64"],
		output: "float32",
		// Axes are an input, so that one compiled graph serves all.
		build(graph, [x, axes]) {
			const over = (name: string, value: string): string =>
				graph.op(name, [value, axes!], { attributes: { keepdims: 0 } });
			const marks = graph.op("Cast", [graph.op("IsNaN", [x!])], { attributes: { to: elementTypes.float32 } });
			const found = graph.op("Cast", [over("ReduceMax", marks)], { attributes: { to: elementTypes.bool } });
			return graph.op("Where", [found, graph.scalar(Number.NaN), over(operator, x!)]);
		},
	};
	return (backend, x, axes, kept) => backend.compute(operation, [x, int64(axes)], kept);
}
