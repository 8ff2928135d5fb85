import type { Missing } from "#core/located";
import { loadExperiment } from "#runner/load-experiment";
import type { Plan } from "#runner/plan/plan";
import { planExperiment } from "#runner/plan/plan-experiment";
import { namingTarget } from "./resolve-target.ts";

/** Which part of an experiment's grid a command is about. */
export interface GridChoice {
	readonly file: string;
	readonly limit?: number | undefined;
	readonly only?: readonly string[] | undefined;
	readonly lanes?: number | undefined;
	/** One lane. */
	readonly exact?: boolean | undefined;
	/** Processes that edit side by side. */
	readonly workers?: number | undefined;
	readonly out?: string | undefined;
}

/** Loads and plans an experiment; the commands it suggests name its file. @throws UserError as both of these do */
export async function planFromFile({
	file,
	limit,
	only,
	out,
	exact,
	workers,
	...choice
}: GridChoice): Promise<Plan> {
	const lanes = exact ? 1 : choice.lanes;
	const plan = await planExperiment(await loadExperiment(file), {
		...(limit !== undefined && { limit }),
		...(only !== undefined && { only }),
		...(lanes !== undefined && { lanes }),
		...(workers !== undefined && { workers }),
		...(out !== undefined && { out }),
	});
	if (plan.missing.length === 0) return plan;
	const named = (missing: Missing) => namingTarget(missing, { target: file });
	return {
		...plan,
		cells: plan.cells.map((cell) => ({ ...cell, missing: cell.missing.map(named) })),
		missing: plan.missing.map(named),
		reads: plan.reads.map(({ located, ...read }) => ({
			...read,
			located: "missing" in located ? { missing: named(located.missing) } : located,
		})),
	};
}
