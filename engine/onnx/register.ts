import { tf } from "#engine/tf";
import { OnnxBackend } from "./backend.ts";
import { fusedKernels } from "./fused/index.ts";
import type { Kernel, KernelCall } from "./kernel.ts";
import { kernels } from "./kernels/index.ts";

/** The name that `tf.setBackend` knows this backend by. */
export const ONNX_BACKEND = "onnx";

/** Makes the backend known to TensorFlow.js, once a process. `threads` are those that one operator may use. */
export function registerOnnxBackend(threads: number): void {
	const existing = tf.findBackend(ONNX_BACKEND);
	if (existing instanceof OnnxBackend) {
		existing.threads = threads;
		return;
	}
	tf.registerBackend(ONNX_BACKEND, () => new OnnxBackend(threads));
	const own = new Map(kernels.map((kernel) => [kernel.name, kernel]));
	for (const config of tf.getKernelsForBackend("cpu")) {
		const kernel = own.get(config.kernelName);
		own.delete(config.kernelName);
		const atOnce = refuseToRecord(config);
		const kernelFunc = kernel ? serve(kernel, atOnce) : atOnce;
		tf.registerKernel({ ...config, backendName: ONNX_BACKEND, kernelFunc });
	}
	for (const { name, run } of fusedKernels) {
		const kernelFunc = (call: object) => run(call as KernelCall<unknown, unknown>)!;
		tf.registerKernel({ kernelName: name, backendName: ONNX_BACKEND, kernelFunc });
	}
	if (own.size > 0) throw new Error(`TensorFlow.js has no kernels named ${[...own.keys()].join(", ")}`);
}

/** Kernels of the cpu backend that give another tensor of the same numbers. */
const SHARING = ["Identity", "Reshape"];

/** The cpu backend's kernel, which computes at once and so cannot be part of a recording. */
function refuseToRecord({ kernelName, kernelFunc }: tf.KernelConfig): tf.KernelFunc {
	if (SHARING.includes(kernelName)) return kernelFunc;
	return (call) => {
		if (!(call.backend as OnnxBackend).isRecording) return kernelFunc(call);
		throw new Error(`The kernel "${kernelName}" is computed at once: it cannot be recorded`);
	};
}

/** Calls the kernel, and the cpu backend's in its stead where it declines, as every kernel does for empty tensors. */
function serve(kernel: Kernel, cpuKernel: tf.KernelFunc): tf.KernelFunc {
	return (call) => {
		const inputs = Object.values(call.inputs as tf.NamedTensorInfoMap);
		const isEmpty = inputs.some((input) => input?.shape.includes(0));
		const result = isEmpty ? undefined : kernel.run(call as unknown as KernelCall<unknown, unknown>);
		return result ?? cpuKernel(call);
	};
}
