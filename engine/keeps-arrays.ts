import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { tf } from "./tf.ts";

/**
 * Whether the engine that runs computes on the arrays its tensors are made from, so that a mapped array costs no memory
 * of its own. `onnx` (whose backend extends the cpu one) and `cpu` do; TensorFlow copies into memory of its own.
 */
export const keepsArrays = (): boolean => tf.backend() instanceof MathBackendCPU;
