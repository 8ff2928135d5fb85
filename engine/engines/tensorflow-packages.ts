import { createRequire } from "node:module";
import type { EngineOptions, MissingPackage } from "#engine/engine-info";

export const CPU_PACKAGE = "@tensorflow/tfjs-node";
export const GPU_PACKAGE = "@tensorflow/tfjs-node-gpu";

/** Either will do; the preferred one is first. */
export const tensorflowPackages = ({ gpu }: EngineOptions): readonly string[] =>
	gpu === false ? [CPU_PACKAGE, GPU_PACKAGE] : [GPU_PACKAGE, CPU_PACKAGE];

/**
 * How to install one of the packages: their scripts fetch libtensorflow, and `--save-prod` because npm leaves out what
 * package.json lists as an optional peer, as this package's own does.
 */
export const installCommand = (packageName: string): string =>
	`npm install --save-prod --ignore-scripts=false ${packageName}@4.22.0`;

const require = createRequire(import.meta.url);

/** Whether the engine can be loaded, without loading it. */
export function findTensorflow(options: EngineOptions): MissingPackage | undefined {
	const suitable = options.gpu === true ? [GPU_PACKAGE] : tensorflowPackages(options);
	return suitable.some(isInstalled) ? undefined : lackOfTensorflow(options);
}

function isInstalled(packageName: string): boolean {
	try {
		require.resolve(packageName);
		return true;
	} catch {
		return false;
	}
}

/** What to install where none of the packages is. */
export function lackOfTensorflow({ gpu }: EngineOptions): MissingPackage {
	const forCpu = gpu === true ? "" : `, or "${installCommand(CPU_PACKAGE)}" for the CPU`;
	return {
		what: `the package ${gpu === true ? GPU_PACKAGE : `${GPU_PACKAGE} or ${CPU_PACKAGE}`}, for the engine "tensorflow"`,
		remedy: `run "${installCommand(GPU_PACKAGE)}" for NVIDIA GPUs${forCpu}. Where their download of libtensorflow fails, scripts/tensorflow-local.sh of the repository builds them over a TensorFlow wheel.`,
	};
}
