import { UserError } from "#core/errors";
import type { EngineOptions } from "#engine/engine-info";

/** @throws UserError if a GPU was asked for, of an engine that has none. */
export function refuseGpu(name: string, { gpu }: EngineOptions): void {
	if (!gpu) return;
	throw new UserError(`The engine "${name}" runs on the CPU, but a GPU was asked for.`, {
		hint: 'Use the engine "tensorflow" with @tensorflow/tfjs-node-gpu.',
	});
}
