import type { Aggregation, ProbeScores } from "./aggregate.ts";
import type { AnswerMap } from "./ask.ts";
import type { FidelitySettings, Scoring } from "./fidelity.ts";
import type { MetricFormat } from "./metric.ts";
import type { PublishedTable } from "./published.ts";
import type { EditRecord } from "./record.ts";
import type { Regime } from "./regime.ts";

/** Coordinates of one cell of the grid, by label. */
export interface CellKey {
	readonly model: string;
	readonly dataset: string;
	readonly editor: string;
	readonly seed: number;
}

/** Answers and scores of one scoring: metric label → key → one value per probe. */
export interface ScoredAnswers {
	readonly answers: AnswerMap;
	readonly scores: Readonly<Record<string, ProbeScores>>;
}

/** The edited model asked about a record. */
export interface Evaluation {
	/** Facts that had been written into the model when it was asked. */
	readonly editsApplied: number;
	readonly by: Readonly<Partial<Record<Scoring, ScoredAnswers>>>;
}

/** What an edit cost. Not reproducible, so it stands in tables of its own. */
export interface Cost {
	/** Of records that were edited together, each has its equal share. */
	readonly editSeconds: number;
	/** Likewise. */
	readonly scoreSeconds: number;
	/** Resident memory of the worker at its highest, in bytes. */
	readonly peakBytes: number;
}

/** One line of a cell's file. */
export type RecordResult = {
	/** Place in the loaded dataset. */
	readonly index: number;
	/** Id of the record. */
	readonly id: string;
} & (
	| {
			readonly state: "completed";
			/** Loss of each step; those of a batch stand with its first record. */
			readonly losses: readonly number[];
			/** ‖ΔW‖ (Frobenius) by weight; empty for a wrap. */
			readonly deltaNorms: Readonly<Record<string, number>>;
			readonly evaluations: readonly Evaluation[];
			readonly cost: Cost;
	  }
	| { readonly state: "skipped"; readonly reason: string }
	| { readonly state: "failed"; readonly reason: string }
);

/** How a cell ended; a cell never throws. */
export type CellState =
	| { readonly state: "completed" }
	/** Some records are still to be done. */
	| { readonly state: "partial" }
	| { readonly state: "skipped"; readonly reason: string }
	| { readonly state: "failed"; readonly reason: string };

/** The unedited model's answers about one record, shared by all cells of its model, dataset and seed. */
export interface BaselineResult {
	readonly index: number;
	readonly record: EditRecord;
	readonly by: Readonly<Partial<Record<Scoring, ScoredAnswers>>>;
	readonly cost: Pick<Cost, "scoreSeconds" | "peakBytes">;
}

/** What a cell asked for, and what it has so far. */
export interface CellResults {
	readonly key: CellKey;
	readonly outcome: CellState;
	/** Plug-in name, by which published numbers are looked up. */
	readonly editorName: string;
	/** The row that edited models are compared with; it takes no part in the contest for the best. */
	readonly unedited: boolean;
	/** Records the cell should have. */
	readonly expected: number;
	/** In the dataset's order. */
	readonly records: readonly RecordResult[];
	/** In the dataset's order, as far as they were computed. */
	readonly baseline: readonly BaselineResult[];
	/** Scorings in the order to show. */
	readonly scorings: readonly Scoring[];
}

export interface MetricColumn extends MetricFormat {
	/** Under which scores are stored, and published numbers looked up. */
	readonly label: string;
	/** Plug-in name, by which the fields of result files are filled. */
	readonly name: string;
}

/** Everything a report may show. */
export interface Results {
	readonly experiment: string;
	readonly question?: string;
	readonly regime: Regime;
	readonly fidelity: FidelitySettings;
	readonly aggregation: Aggregation;
	readonly metrics: readonly MetricColumn[];
	readonly cells: readonly CellResults[];
	readonly published: readonly PublishedTable[];
	/** Footnotes: sentence splitter, missing contexts … */
	readonly notes: readonly string[];
}
