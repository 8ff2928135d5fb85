import type { EditRecord } from "#core/record";
import type { Plan, PlannedCell } from "./plan.ts";

/** Footnotes of the table: what metrics say about themselves, records whose context had to be made up, and warnings. */
export function notesOf({ experiment: { metrics }, cells, warnings }: Plan): string[] {
	const ofMetrics = metrics.map(({ implementation, params }) => implementation.note?.(params));
	const ofDatasets = cells.map((cell) => noteOnContext(cell));
	return [...new Set([...ofMetrics, ...ofDatasets, ...warnings].filter((note) => note !== undefined))];
}

function noteOnContext({ key, ready, records = 0 }: PlannedCell): string | undefined {
	const wanted = ready?.dataset.records.slice(0, records) ?? [];
	const without = wanted.filter(hasNoContext).length;
	if (without === 0) return undefined;
	const count =
		without === wanted.length ? "No record" : `${wanted.length - without} of ${wanted.length} records`;
	return `${key.dataset}: ${count} with context sentences; elsewhere the prompt followed by the new target serves as one.`;
}

const hasNoContext = ({ context }: EditRecord) => context === undefined || context.length === 0;
