import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { EngineInfo, EngineOptions } from "#engine/engine-info";
import { tf } from "#engine/tf";
import { refuseGpu } from "./refuse-gpu.ts";

/** TensorFlow.js in plain JavaScript: slow, and the reference in tests. */
export async function start(options: EngineOptions): Promise<EngineInfo> {
	refuseGpu("cpu", options);
	await tf.setBackend("cpu");
	silenceAdvice();
	return { name: "cpu", backend: "cpu", device: "cpu", version: `tfjs ${tf.version.tfjs}`, threads: 1 };
}

/** At its first tensor the backend would print advice to install tfjs-node. */
function silenceAdvice(): void {
	const backend = tf.backend();
	if (backend instanceof MathBackendCPU) Object.assign(backend, { firstUse: false });
}
