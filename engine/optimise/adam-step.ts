import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { tf } from "#engine/tf";
import { type AdamConstants, BETA1, BETA2, EPSILON } from "./adam-constants.ts";
import { adamLoop } from "./adam-loop.ts";

/** Tensors of one matrix; see `Adam`. */
export interface AdamTensors {
	readonly w: tf.Tensor;
	readonly w0: tf.Tensor;
	readonly m: tf.Tensor;
	readonly v: tf.Tensor;
	readonly g: tf.Tensor;
}

const KERNEL = "AdamStep";

/** @returns new value and moments, which the caller owns */
export function adamStep(
	tensors: AdamTensors,
	constants: AdamConstants,
): [w: tf.Tensor, m: tf.Tensor, v: tf.Tensor] {
	if (!tf.getKernel(KERNEL, tf.getBackend())) return tf.tidy(() => plainStep(tensors, constants));
	return tf.engine().runKernel(KERNEL, { ...tensors }, { ...constants }) as [tf.Tensor, tf.Tensor, tf.Tensor];
}

function plainStep(
	{ w, w0, m, v, g }: AdamTensors,
	{ stepSize, scale, radius }: AdamConstants,
): [tf.Tensor, tf.Tensor, tf.Tensor] {
	const first = tf.add(m.mul(BETA1), g.mul(1 - BETA1)); // all as stored
	const second = tf.add(v.mul(BETA2), g.square().mul(1 - BETA2));
	const free = w.sub(first.mul(stepSize).div(second.sqrt().mul(scale).add(EPSILON)));
	const next = Number.isFinite(radius) ? free.maximum(w0.sub(radius)).minimum(w0.add(radius)) : free;
	return [next, first, second];
}

/** Tensors of the engine `onnx` lie in JavaScript memory, where one loop is faster than any row of operations. */
tf.registerKernel({
	kernelName: KERNEL,
	backendName: "onnx",
	kernelFunc({ inputs, attrs, backend }) {
		const cpu = backend as MathBackendCPU;
		const { w, w0, m, v, g } = inputs as Record<keyof AdamTensors, tf.TensorInfo>;
		const valuesOf = ({ dataId }: tf.TensorInfo) => cpu.data.get(dataId).values as Float32Array;
		const arrays = { w: valuesOf(w), w0: valuesOf(w0), m: valuesOf(m), v: valuesOf(v), g: valuesOf(g) };
		const next = adamLoop(arrays, attrs as unknown as AdamConstants);
		return [next.w, next.m, next.v].map((values) => cpu.makeTensorInfo(w.shape, "float32", values));
	},
});
