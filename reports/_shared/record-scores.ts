import type { ProbeScores } from "#core/aggregate";
import type { Scoring } from "#core/fidelity";
import type { CellResults, RecordResult } from "#core/results";

export type CompletedRecord = RecordResult & { readonly state: "completed" };

export const completedOf = ({ records }: CellResults): CompletedRecord[] =>
	records.filter((record) => record.state === "completed");

/** A record's values of one metric after its last edit; none where it was not asked. */
export const scoresOf = ({ evaluations }: CompletedRecord, scoring: Scoring, label: string): ProbeScores =>
	evaluations.at(-1)?.by[scoring]?.scores[label] ?? {};
