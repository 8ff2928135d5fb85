import { totalmem } from "node:os";
import { UserError } from "#core/errors";
import type { Missing } from "#core/located";
import type { Plan } from "./plan/plan.ts";

/**
 * Refuses what cannot work before anything is started.
 *
 * @throws UserError that lists what is missing, or says which model is too large
 */
export function preflight({ experiment, missing, cells }: Plan, workers: number): void {
	if (!Number.isInteger(workers) || workers < 1) {
		throw new UserError(`The number of workers must be a whole number of at least 1, got ${workers}`, {
			hint: "Each holds the model once.",
		});
	}
	if (missing.length > 0) throw missingError(experiment.name, missing);
	const available = memoryBytes();
	for (const { key, ready } of cells) {
		const needed = (ready?.model.bytes ?? 0) * workers;
		if (needed <= available) continue;
		const times = workers === 1 ? "" : `, once for each of ${workers} workers`;
		throw new UserError(
			`${key.model} takes ${gibibytes(needed)} of memory as float32${times}; this machine has ${gibibytes(available)}`,
			{ hint: "Take a smaller model, fewer workers, or a machine with more memory." },
		);
	}
}

function missingError(name: string, missing: readonly Missing[]): UserError {
	const list = missing.map(({ what, remedy }) => `  - ${what}\n    ${remedy}`);
	return new UserError(`Experiment "${name}" needs what is not on this machine:\n${list.join("\n")}`, {
		hint: `Nothing was started. Do what is listed, then run the same command again.`,
	});
}

/** Of the machine, or of the container in which this runs. */
function memoryBytes(): number {
	const constrained = process.constrainedMemory();
	return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

const gibibytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
