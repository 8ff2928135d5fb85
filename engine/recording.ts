import type { OnnxBackend } from "./onnx/backend.ts";
import { tf } from "./tf.ts";

/** A computation that can be run again and again. */
export interface Recording {
	/** @returns values of each result, made of what the arrays hold now; the caller's */
	run(): Float32Array[];
}

/** Whether the engine that runs can record. */
export const canRecord = (): boolean => tf.getBackend() === "onnx";

/**
 * Records a computation, so that running it costs no more than its kernels. Tensors that it makes of typed arrays stand for
 * these arrays: whoever has them may change them between runs. Shapes stay as they are, and so does everything that
 * `make` works out in JavaScript.
 *
 * @param make returns the results, float32, which are taken over
 * @throws Error where the engine cannot record, or not what is computed
 */
export function record(make: () => tf.Tensor[]): Recording {
	if (!canRecord()) throw new Error(`The engine "${tf.getBackend()}" cannot record`);
	return (tf.backend() as OnnxBackend).record(make);
}
