import type { OnnxBackend } from "#engine/onnx/backend";
import { timed } from "#engine/spent-time";
import { tf } from "#engine/tf";
import { type AdamConstants, BETA1, BETA2, EPSILON } from "./adam-constants.ts";
import { adamLoop } from "./adam-loop.ts";

/** One weight in training: its value, which others may use until the next step, and its moments, which are its own. */
export interface AdamState {
	readonly w: tf.Tensor;
	readonly m: tf.Tensor;
	readonly v: tf.Tensor;
	/** The memory of `w`, where a step of the loop made it, and of the value before, which nobody uses any more. */
	readonly memory?: readonly [own: Float32Array, before: Float32Array | undefined];
}

/** What a step needs besides: where the weight began, and its gradient. */
export interface AdamInputs {
	readonly w0: tf.Tensor;
	readonly g: tf.Tensor;
}

/**
 * Where a weight begins. On the engine `onnx` it has memory of its own from the start, in which later values take turns: edits
 * side by side whose first weights were one array would make another graph of their first step.
 */
export function adamState(start: tf.Tensor): AdamState {
	const moments = { m: tf.zerosLike(start), v: tf.zerosLike(start) };
	if (tf.getBackend() !== "onnx") return { w: start.clone(), ...moments };
	const backend = tf.backend() as OnnxBackend;
	const own = backend.valuesOf(start).slice() as Float32Array;
	return { w: backend.tensorOf(own, start.shape), ...moments, memory: [own, undefined] };
}

/** Takes over the tensors of `state`. @returns the next state, which the caller owns */
export function adamStep(state: AdamState, inputs: AdamInputs, constants: AdamConstants): AdamState {
	return (tf.getBackend() === "onnx" ? loopStep : plainStep)(state, inputs, constants);
}

/**
 * Tensors of the engine `onnx` lie in JavaScript memory, where one loop is faster than any row of operations. The moments are
 * overwritten where they are, and values take turns in two arrays.
 */
function loopStep(
	{ w, m, v, memory }: AdamState,
	{ w0, g }: AdamInputs,
	constants: AdamConstants,
): AdamState {
	const backend = tf.backend() as OnnxBackend;
	const valuesOf = (tensor: tf.Tensor) => backend.valuesOf(tensor) as Float32Array;
	const arrays = { w: valuesOf(w), w0: valuesOf(w0), m: valuesOf(m), v: valuesOf(v), g: valuesOf(g) };
	const next = memory?.[1] ?? new Float32Array(w.size);
	timed("kernels", "Adam", () => adamLoop(arrays, constants, next));
	w.dispose();
	return { w: backend.tensorOf(next, w.shape), m, v, memory: [next, memory?.[0]] };
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
	tf.dispose([state.w, state.m, state.v]);
	return next;
}
