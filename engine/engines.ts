import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import type { Engine, EngineInfo, EngineOptions, MissingPackage } from "./engine-info.ts";
import { refuseGpu } from "./engines/refuse-gpu.ts";
import { findTensorflow } from "./engines/tensorflow-packages.ts";
import { checkInstalledVersion } from "./onnx/binding.ts";

export type { EngineInfo, EngineOptions } from "./engine-info.ts";

/** Loaded when asked for: nobody waits half a second for TensorFlow.js to read a help text. */
const engines = {
	onnx: () => import("./engines/onnx.ts"),
	tensorflow: () => import("./engines/tensorflow.ts"),
	cpu: () => import("./engines/cpu.ts"),
} satisfies Record<string, () => Promise<Engine>>;

export type EngineName = keyof typeof engines;

/** The engines' names, the default first. */
export const engineNames = Object.keys(engines) as readonly EngineName[];

/** Those that compute on one thread, however many there are. */
export const oneThreaded: ReadonlySet<EngineName> = new Set<EngineName>(["cpu"]);

/**
 * Starts an engine: from then on, tensors are made and computed by it. Another one may be started later in the same
 * process; tensors made before stay readable, and move when they are next used.
 * @throws UserError if there is no such engine, a package of it is missing, or it cannot have the GPU asked for.
 */
export async function startEngine(name: string, options: EngineOptions = {}): Promise<EngineInfo> {
	checkChoice(name, options);
	const engine: Engine = await engines[name]();
	return engine.start(options);
}

/**
 * Whether an engine can be started, as far as is known without loading it.
 *
 * @returns what must be installed first
 * @throws UserError if there is no such engine, or it cannot do what is asked for
 */
export function findEngine(name: string, options: EngineOptions = {}): MissingPackage | undefined {
	checkChoice(name, options);
	if (name === "tensorflow") return findTensorflow(options);
	refuseGpu(name, options);
	if (name === "onnx") checkInstalledVersion();
	return undefined;
}

function checkChoice(name: string, { threads }: EngineOptions): asserts name is EngineName {
	if (!isEngineName(name)) {
		throw new UserError(`There is no engine named "${name}".`, {
			hint: `${suggestion(name)}There are ${engineNames.map((n) => `"${n}"`).join(", ")}.`,
		});
	}
	if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
		throw new UserError(`The option "threads" must be a whole number of at least 1, got ${threads}.`, {
			hint: "Leave it out to use all cores.",
		});
	}
}

const isEngineName = (name: string): name is EngineName => Object.hasOwn(engines, name);

function suggestion(name: string): string {
	const near = nearest(name, engineNames);
	return near === undefined ? "" : `Did you mean "${near}"? `;
}
