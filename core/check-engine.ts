import { type EngineName, engineNames, oneThreaded } from "#engine/engines";
import { checkKeys } from "./check-settings.ts";
import type { EngineChoice } from "./experiment.ts";
import { nearest } from "./nearest.ts";
import { isObject, settingError } from "./setting-error.ts";

/** @throws UserError where it is no choice of an engine, or asks for what the engine would not use */
export function checkEngine(engine: unknown, experiment: string): EngineChoice {
	if (!isObject(engine)) {
		const hint = 'Give an object: engine: { name: "onnx", threads: 2 }.';
		throw settingError(experiment, "engine", engine, hint);
	}
	checkKeys(experiment, engine, ["name", "gpu", "threads"], "engine.");
	const { name = "onnx", gpu, threads } = engine;
	checkName(name, experiment);
	if (gpu !== undefined && typeof gpu !== "boolean") {
		const hint = "Give true or false, or leave it out to use one if there is one.";
		throw settingError(experiment, "engine.gpu", gpu, hint);
	}
	if (threads !== undefined) checkThreads(threads, name as EngineName, experiment);
	return engine;
}

function checkName(name: unknown, experiment: string): void {
	if (engineNames.includes(name as EngineName)) return;
	const near = typeof name === "string" ? nearest(name, engineNames) : undefined;
	const advice = near === undefined ? "" : `Did you mean "${near}"? `;
	const known = engineNames.map((one) => `"${one}"`).join(", ");
	throw settingError(experiment, "engine.name", name, `${advice}There are ${known}.`);
}

function checkThreads(threads: unknown, name: EngineName, experiment: string): void {
	const isCount = Number.isSafeInteger(threads) && (threads as number) >= 1;
	if (isCount && (threads === 1 || !oneThreaded.has(name))) return;
	const hint = isCount
		? `Leave it out: the engine "${name}" computes on one thread.`
		: "Give a whole number of at least 1, or leave it out to share the cores among the workers.";
	throw settingError(experiment, "engine.threads", threads, hint);
}
