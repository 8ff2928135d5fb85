import { availableParallelism } from "node:os";
import { UserError } from "#core/errors";
import type { EngineInfo, EngineOptions } from "#engine/engine-info";
import { tf } from "#engine/tf";
import { loadTensorflow } from "./load-tensorflow.ts";
import { GPU_PACKAGE, installCommand } from "./tensorflow-packages.ts";

/** What tfjs-node's backend has besides a backend's methods. */
interface NodeBackend {
	readonly isGPUPackage: boolean;
	readonly isUsingGpuDevice: boolean;
	readonly binding: { readonly TF_Version: string };
}

/** TensorFlow's library, by tfjs-node-gpu or tfjs-node, which are installed by who wants them. */
export async function start(options: EngineOptions): Promise<EngineInfo> {
	setEnvironment(options);
	const packageName = await loadTensorflow(options);
	await tf.setBackend("tensorflow");
	const backend = tf.backend() as unknown as NodeBackend;
	const threads = Number(process.env.TF_NUM_INTRAOP_THREADS) || availableParallelism();
	checkWishes(options, backend, threads, packageName);
	return {
		name: "tensorflow",
		backend: "tensorflow",
		device: backend.isUsingGpuDevice ? "gpu" : "cpu",
		version: `TensorFlow ${backend.binding.TF_Version}, ${packageName} ${tf.version.tfjs}`,
		threads,
		...noteOf(backend),
	};
}

/** TensorFlow reads these when it is loaded; what the user has set stays. */
function setEnvironment({ threads, gpu }: EngineOptions): void {
	process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
	// Otherwise it takes all memory of all GPUs at its first tensor.
	process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= "true";
	if (gpu === false) process.env.CUDA_VISIBLE_DEVICES = "-1";
	if (threads !== undefined && !isLoaded()) process.env.TF_NUM_INTRAOP_THREADS = String(threads);
}

const isLoaded = (): boolean => tf.engine().backendNames().includes("tensorflow");

/** @throws UserError if what was asked for is not what runs. */
function checkWishes(
	options: EngineOptions,
	backend: NodeBackend,
	threads: number,
	packageName: string,
): void {
	if (options.threads !== undefined && options.threads !== threads) {
		throw new UserError(
			`TensorFlow was started with ${threads} threads in this process, now ${options.threads} were asked for.`,
			{ hint: "It takes their number when it is loaded: start it with one number of threads a process." },
		);
	}
	if (options.gpu === false && backend.isUsingGpuDevice) {
		throw new UserError("TensorFlow was started on a GPU in this process, now none was asked for.", {
			hint: "It chooses its devices when it is loaded: start it with one choice a process.",
		});
	}
	if (!options.gpu || backend.isUsingGpuDevice) return;
	throw backend.isGPUPackage
		? new UserError(`A GPU was asked for, but ${packageName} found none that it can use.`, {
				hint: "It needs an NVIDIA GPU, its driver, and the CUDA and cuDNN libraries of its TensorFlow in LD_LIBRARY_PATH; TF_CPP_MIN_LOG_LEVEL=0 shows which one it misses.",
			})
		: new UserError(`A GPU was asked for, but ${packageName} computes on the CPU only.`, {
				hint: `Run "${installCommand(GPU_PACKAGE)}".`,
			});
}

function noteOf({ isGPUPackage, isUsingGpuDevice }: NodeBackend): { note?: string } {
	if (!isUsingGpuDevice) {
		return isGPUPackage ? { note: "tfjs-node-gpu found no GPU that it can use" } : {};
	}
	const isFull = process.env.NVIDIA_TF32_OVERRIDE === "0";
	return {
		note: isFull
			? "matrix products in full float32 (NVIDIA_TF32_OVERRIDE=0)"
			: "matrix products may be rounded to TF32 (Ampere GPUs and newer); NVIDIA_TF32_OVERRIDE=0 turns that off",
	};
}
