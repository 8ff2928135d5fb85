import { totalmem } from "node:os";
import { UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import type { Missing } from "#core/located";
import { sharesWeights } from "#engine/memory-map/shares-weights";
import type { Plan, PlannedCell } from "./plan/plan.ts";

/**
 * Refuses what cannot work before anything is started.
 *
 * @throws UserError that lists what is missing, or says which model is too large
 */
export function preflight({ experiment, missing, cells }: Plan, workers: number): void {
	if (!Number.isInteger(workers) || workers < 1) {
		throw new UserError(`The number of workers must be a whole number of at least 1, got ${workers}`, {
			hint: "Each is a process that edits on its own.",
		});
	}
	if (missing.length > 0) throw missingError(experiment.name, missing);
	checkMemory(experiment, cells, workers);
}

function checkMemory(
	{ engine: { name: engine = "onnx" } }: Experiment,
	cells: readonly PlannedCell[],
	workers: number,
): void {
	const available = memoryBytes();
	for (const { key, ready } of cells) {
		const { bytes = 0 } = ready?.model ?? {};
		const copies = sharesWeights(engine, bytes) ? 1 : workers;
		if (bytes * copies <= available) continue;
		const [times, fewer] =
			copies === 1 ? ["", ""] : [`, once for each of ${copies} workers`, "fewer workers, "];
		throw new UserError(
			`${key.model} takes ${gibibytes(bytes * copies)} of memory as float32${times}; this machine has ${gibibytes(available)}`,
			{ hint: `Take a smaller model, ${fewer}or a machine with more memory.` },
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
