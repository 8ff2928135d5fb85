import util from "node:util";
import { UserError } from "#core/errors";
import type { EngineOptions } from "#engine/engine-info";
import { CPU_PACKAGE, GPU_PACKAGE, lackOfTensorflow, tensorflowPackages } from "./tensorflow-packages.ts";

/**
 * Imports whichever of TensorFlow's two packages is installed; that makes the backend known to TensorFlow.js.
 * @returns its name.
 * @throws UserError if neither is installed, or the one that is does not load.
 */
export async function loadTensorflow(options: EngineOptions): Promise<string> {
	restoreUtil();
	for (const packageName of tensorflowPackages(options)) {
		if (await isImported(packageName)) return packageName;
	}
	throw new UserError(
		`The engine "tensorflow" needs the package ${GPU_PACKAGE} or ${CPU_PACKAGE}, and neither is installed.`,
		{ hint: capitalised(lackOfTensorflow({}).remedy) },
	);
}

const capitalised = (text: string) => text[0]!.toUpperCase() + text.slice(1);

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
