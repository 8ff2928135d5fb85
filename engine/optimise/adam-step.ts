import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { tf } from "#engine/tf";
import { type AdamConstants, BETA1, BETA2, EPSILON } from "./adam-constants.ts";
import { adamLoop } from "./adam-loop.ts";

/** One weight in training: its value, which others may use until the next step, and its moments, which are its own. */
export interface AdamState {
	readonly w: tf.Tensor;
	readonly m: tf.Tensor;
	readonly v: tf.Tensor;
}

/** What a step needs besides: where the weight began, and its gradient. */
export interface AdamInputs {
	readonly w0: tf.Tensor;
	readonly g: tf.Tensor;
}

const KERNEL = "AdamStep";

/** Takes over the tensors of `state`. @returns the next state, which the caller owns */
export function adamStep(state: AdamState, inputs: AdamInputs, constants: AdamConstants): AdamState {
	if (!tf.getKernel(KERNEL, tf.getBackend())) return plainStep(state, inputs, constants);
	const w = tf.engine().runKernel(KERNEL, { ...state, ...inputs }, { ...constants }) as tf.Tensor;
	state.w.dispose();
	return { ...state, w };
}

function plainStep(
	state: AdamState,
	{ w0, g }: AdamInputs,
	{ stepSize, scale, radius }: AdamConstants,
): AdamState {
	const next = tf.tidy(() => {
		const m = tf.add(state.m.mul(BETA1), g.mul(1 - BETA1)); // all as stored
		const v = tf.add(state.v.mul(BETA2), g.square().mul(1 - BETA2));
		const free = state.w.sub(m.mul(stepSize).div(v.sqrt().mul(scale).add(EPSILON)));
		const w = Number.isFinite(radius) ? free.maximum(w0.sub(radius)).minimum(w0.add(radius)) : free;
		return { w, m, v };
	});
	tf.dispose({ ...state });
	return next;
}

/**
 * Tensors of the engine `onnx` lie in JavaScript memory, where one loop is faster than any row of operations. It returns
 * the value and overwrites the moments.
 */
tf.registerKernel({
	kernelName: KERNEL,
	backendName: "onnx",
	kernelFunc({ inputs, attrs, backend }) {
		const cpu = backend as MathBackendCPU;
		const { w, w0, m, v, g } = inputs as Record<keyof (AdamState & AdamInputs), tf.TensorInfo>;
		const valuesOf = ({ dataId }: tf.TensorInfo) => cpu.data.get(dataId).values as Float32Array;
		const arrays = { w: valuesOf(w), w0: valuesOf(w0), m: valuesOf(m), v: valuesOf(v), g: valuesOf(g) };
		const next = adamLoop(arrays, attrs as unknown as AdamConstants);
		return cpu.makeTensorInfo(w.shape, "float32", next);
	},
});
