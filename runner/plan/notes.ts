import { BLANK } from "#core/join";
import type { EditRecord } from "#core/record";
import { doubleStarts } from "./double-starts.ts";
import type { Plan, PlannedCell } from "./plan.ts";

/** Footnotes of the table: what metrics say about themselves, what joins prompts and answers, and records whose context had to be made up or that begin twice. */
export function notesOf({ experiment: { metrics }, cells }: Plan): string[] {
	const ofMetrics = metrics.map(({ implementation, params }) => implementation.note?.(params));
	const ofDatasets = cells.flatMap((cell) => [noteOnJoin(cell), noteOnContext(cell)]);
	return [
		...new Set([...ofMetrics, ...ofDatasets, ...doubleStarts(cells)].filter((note) => note !== undefined)),
	];
}

/** What the models of a plan say about their own files, each once. */
export function modelNotes(cells: readonly PlannedCell[]): string[] {
	const sources = new Map(
		cells.flatMap(({ key, ready }) => (ready ? [[key.model, ready.model] as const] : [])),
	);
	return [...sources].flatMap(([label, { notes = [] }]) => notes.map((note) => `${label}: ${note}`));
}

function noteOnJoin({ key, ready, records = 0 }: PlannedCell): string | undefined {
	const wanted = ready?.dataset.records.slice(0, records) ?? [];
	const joins = [...new Set(wanted.map(({ join = BLANK }) => join))].filter((join) => join !== BLANK);
	if (joins.length === 0) return undefined;
	const shown = joins.map((join) => (join === "" ? "nothing" : JSON.stringify(join))).join(" or ");
	return `${key.dataset}: ${shown} between prompt and answer, instead of a blank (join).`;
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
