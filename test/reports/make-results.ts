import type { ProbeScores } from "#core/aggregate";
import type { Scoring } from "#core/fidelity";
import type {
	BaselineResult,
	CellKey,
	CellResults,
	CellState,
	MetricColumn,
	RecordResult,
	Results,
	ScoredAnswers,
} from "#core/results";

/** Scores of one record by metric. */
export type Scores = Readonly<Record<string, ProbeScores>>;
type Entry = Scores | { readonly skipped: string } | { readonly failed: string };

export const success: MetricColumn = {
	label: "edit-success",
	name: "edit-success",
	column: "Edit Succ.",
	scale: 100,
	higherIsBetter: true,
};
export const ratio: MetricColumn = {
	label: "perplexity-ratio",
	name: "perplexity-ratio",
	column: "PPL_r",
	scale: 1,
	higherIsBetter: false,
};

/** A record with one value of edit success, and one of the ratio where given. */
export const scored = (rewrite: number, ppl?: number): Scores => ({
	"edit-success": { rewrite: [rewrite] },
	...(ppl !== undefined && { "perplexity-ratio": { ppl_r: [ppl] } }),
});

interface CellOptions {
	readonly records?: readonly Entry[];
	readonly outcome?: CellState;
	readonly expected?: number;
	readonly scorings?: readonly Scoring[];
	readonly editorName?: string;
	readonly baseline?: readonly BaselineResult[];
}

/** A cell whose records are evaluated once, with the same scores under each scoring. */
export function cell(
	key: Partial<CellKey> & { readonly editor: string },
	options: CellOptions = {},
): CellResults {
	const { records = [], scorings = ["exact"], baseline = [] } = options;
	return {
		key: { model: "toy", dataset: "facts", seed: 0, ...key },
		outcome: options.outcome ?? { state: "completed" },
		unedited: key.editor === "Unedited",
		editorName: options.editorName ?? (key.editor === "Unedited" ? "none" : key.editor.toLowerCase()),
		expected: options.expected ?? records.length,
		records: records.map((entry, index) => recordOf(entry, index, scorings)),
		baseline,
		scorings,
	};
}

function recordOf(entry: Entry, index: number, scorings: readonly Scoring[]): RecordResult {
	const id = `r${index}`;
	if ("skipped" in entry && typeof entry.skipped === "string")
		return { index, id, state: "skipped", reason: entry.skipped };
	if ("failed" in entry && typeof entry.failed === "string")
		return { index, id, state: "failed", reason: entry.failed };
	const answers = { answers: {}, scores: entry as Scores };
	return completed(index, Object.fromEntries(scorings.map((scoring) => [scoring, answers])));
}

/** A record that took index + 1 seconds to edit, twice as long to score, and 100 MB for each second. */
export const completed = (index: number, by: Partial<Record<Scoring, ScoredAnswers>>): RecordResult => ({
	index,
	id: `r${index}`,
	state: "completed",
	losses: [],
	deltaNorms: {},
	evaluations: [{ editsApplied: 1, by }],
	cost: { editSeconds: index + 1, scoreSeconds: 2 * (index + 1), peakBytes: (index + 1) * 1e8 },
});

export const results = (cells: readonly CellResults[], more: Partial<Results> = {}): Results => ({
	experiment: "by-hand",
	regime: { kind: "single" },
	fidelity: { edit: "exact", score: "exact" },
	aggregation: "pooled",
	metrics: [success, ratio],
	cells,
	published: [],
	notes: [],
	...more,
});

/** The lines of a text that stand for a table. */
export const tableLines = (text: string): string[] => text.split("\n").filter((line) => line.startsWith("|"));
