import { availableParallelism } from "node:os";
import type { EngineInfo, EngineOptions } from "#engine/engine-info";
import { loadBinding, ONNXRUNTIME_VERSION } from "#engine/onnx/binding";
import { ONNX_BACKEND, registerOnnxBackend } from "#engine/onnx/register";
import { tf } from "#engine/tf";
import { refuseGpu } from "./refuse-gpu.ts";

/** ONNX Runtime on the CPU: the default. */
export async function start(options: EngineOptions): Promise<EngineInfo> {
	refuseGpu("onnx", options);
	const threads = options.threads ?? availableParallelism();
	loadBinding();
	registerOnnxBackend(threads);
	await tf.setBackend(ONNX_BACKEND);
	return {
		name: "onnx",
		backend: ONNX_BACKEND,
		device: "cpu",
		version: `onnxruntime-node ${ONNXRUNTIME_VERSION}, tfjs ${tf.version.tfjs}`,
		threads,
	};
}
