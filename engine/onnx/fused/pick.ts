import type { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const forward: Operation = {
	key: "Pick",
	inputs: ["float32", "int32"],
	output: "float32",
	build: (graph, inputs) => graph.op("GatherElements", inputs, { attributes: { axis: 1 } }),
};

/** Zeros shaped like x, but for dy where it was picked; what was picked twice adds up. */
const backward: Operation = {
	key: "PickGrad",
	inputs: ["float32", "float32", "int32"],
	output: "float32",
	build(graph, [dy, x, ids]) {
		const zeros = graph.op("ConstantOfShape", [graph.op("Shape", [x!])]);
		const attributes = { axis: 1, reduction: "add" };
		return graph.op("ScatterElements", [zeros, ids!, dy!], { attributes });
	},
};

/** See `pick` of engine/fused. @param x [rows, width] @param ids [rows, picked] */
export const pick = defineKernel<{ x: tf.TensorInfo; ids: tf.TensorInfo }>(
	"Pick",
	({ inputs: { x, ids }, backend }) => backend.compute(forward, [x, ids], ids.shape),
);

export const pickGrad = defineKernel<{ dy: tf.TensorInfo; x: tf.TensorInfo; ids: tf.TensorInfo }>(
	"PickGrad",
	({ inputs: { dy, x, ids }, backend }) => backend.compute(backward, [dy, x, ids], x.shape),
);
