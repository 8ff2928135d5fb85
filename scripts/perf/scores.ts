import { type Aggregation, recordMean } from "#core/aggregate";
import type { RecordResult, Results } from "#core/results";
import type { Line } from "./line.ts";

/** Labels of the metrics by which both sides are seen to have done the same. */
const compared = ["edit-success", "portability", "locality"] as const;

/** Of one record: the mean over its probes, or nothing where it has none. */
export type RecordScores = Readonly<Partial<Record<(typeof compared)[number], number | null>>>;

/** Scores of all records of a run, each as a table takes it in. @throws Error for a record that was not completed */
export const scoresOf = ({ cells, aggregation }: Pick<Results, "cells" | "aggregation">): RecordScores[] =>
	cells.flatMap(({ records }) => records.map((record) => scoresOfRecord(record, aggregation)));

function scoresOfRecord(record: RecordResult, aggregation: Aggregation): RecordScores {
	if (record.state !== "completed")
		throw new Error(`Record ${record.id} is ${record.state}: ${record.reason}`);
	const { scores } = record.evaluations[0]!.by.exact!;
	return Object.fromEntries(
		compared.map((label) => [label, recordMean(scores[label] ?? {}, aggregation) ?? null]),
	);
}

/** A line for each score, with its mean over all records of a side. @param what was done */
export function scoreLines(
	what: string,
	sides: { readonly ours: readonly RecordScores[]; readonly public: readonly RecordScores[] },
): Line[] {
	return compared.map((label) => ({
		what: `${what}: ${label.replace("-", " ")}`,
		unit: "%",
		samples: { ...percent("ours", sides.ours, label), ...percent("public", sides.public, label) },
	}));
}

/** @returns the mean by the side's name; nothing where no record has the score */
function percent(
	side: "ours" | "public",
	records: readonly RecordScores[],
	label: (typeof compared)[number],
) {
	const known = records.map((record) => record[label]).filter((value) => typeof value === "number");
	if (known.length === 0) return {};
	return { [side]: [(100 * known.reduce((sum, value) => sum + value, 0)) / known.length] };
}
