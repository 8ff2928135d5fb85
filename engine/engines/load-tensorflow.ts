import util from "node:util";
import { UserError } from "#core/errors";
import type { EngineOptions } from "#engine/engine-info";

const CPU_PACKAGE = "@tensorflow/tfjs-node";
export const GPU_PACKAGE = "@tensorflow/tfjs-node-gpu";

/**
 * Imports whichever of TensorFlow's two packages is installed; that makes the backend known to TensorFlow.js.
 * @returns its name.
 * @throws UserError if neither is installed, or the one that is does not load.
 */
export async function loadTensorflow({ gpu }: EngineOptions): Promise<string> {
	restoreUtil();
	const candidates = gpu === false ? [CPU_PACKAGE, GPU_PACKAGE] : [GPU_PACKAGE, CPU_PACKAGE];
	for (const packageName of candidates) {
		if (await isImported(packageName)) return packageName;
	}
	throw new UserError(
		`The engine "tensorflow" needs the package ${GPU_PACKAGE} or ${CPU_PACKAGE}, and neither is installed.`,
		{
			hint: `Run "${installCommand(GPU_PACKAGE)}" for NVIDIA GPUs, "${installCommand(CPU_PACKAGE)}" for the CPU. Where their download of libtensorflow fails, scripts/tensorflow-local.sh of the repository builds them over a TensorFlow wheel.`,
		},
	);
}

/**
 * How to install one of the packages: their scripts fetch libtensorflow, and `--save-prod` because npm leaves out what
 * package.json lists as an optional peer, as this package's own does.
 */
export const installCommand = (packageName: string): string =>
	`npm install --save-prod --ignore-scripts=false ${packageName}@4.22.0`;

/** False if the package is not installed. */
async function isImported(packageName: string): Promise<boolean> {
	try {
		await import(packageName);
		return true;
	} catch (cause) {
		if (isAbsent(cause, packageName)) return false;
		const [reason] = String(cause).trim().split("\n");
		throw new UserError(`The package ${packageName} is installed but does not load: ${reason}`, {
			hint: `Run "npm rebuild --ignore-scripts=false ${packageName}", with npm 12 after "npm install-scripts approve ${packageName}". Where its download of libtensorflow fails, scripts/tensorflow-local.sh of the repository builds it over a TensorFlow wheel.`,
			cause,
		});
	}
}

const isAbsent = (error: unknown, packageName: string): boolean =>
	error instanceof Error &&
	(error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND" &&
	error.message.includes(`'${packageName}'`);

/** tfjs-node 4.22 calls two old functions: Node 23 has removed the one, and warns of the other. */
function restoreUtil(): void {
	Object.assign(util, {
		isNullOrUndefined: (value: unknown) => value === null || value === undefined,
		isArray: Array.isArray,
	});
}
