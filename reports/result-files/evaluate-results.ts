import { type Aggregate, type Aggregation, aggregate, type ProbeScores } from "#core/aggregate";
import type { ResultRecord, ResultScores } from "./result-record.ts";

/** Scores of a model over all records, under the names of the published evaluation script; `null` where no record has a value. */
export interface StageScores {
	/** Percent. */
	readonly Edit_Succ: number | null;
	/** Percent. */
	readonly Portability: number | null;
	/** Percent, for each key over all its probes. */
	readonly Portability_by_key: Readonly<Record<string, number>>;
	/** Percent. */
	readonly Locality: number | null;
	/** Percent, for each key over all its probes. */
	readonly Locality_by_key: Readonly<Record<string, number>>;
	/** n-gram entropy × 100. */
	readonly Fluency: number | null;
	/** What stands behind each number. */
	readonly cases: Readonly<Record<"Edit_Succ" | "Portability" | "Locality" | "Fluency", Cases>>;
}

/** Records with a value, records without one, and values left out because they are NaN. */
export type Cases = Pick<Aggregate, "records" | "without" | "nan"> & Partial<Pick<Aggregate, "infinite">>;

/** What `bench eval --json` prints. */
export interface Evaluation extends Omit<StageScores, "cases"> {
	/** Perplexity ratio; `null` where none was computed. */
	readonly ppl_r: number | null;
	readonly aggregation: Aggregation;
	readonly records: number;
	readonly cases: Readonly<Record<keyof StageScores["cases"] | "ppl_r", Cases>>;
	/** The same before editing; `null` where the files have nothing about that. */
	readonly pre: StageScores | null;
}

export interface EvaluationOptions {
	readonly aggregation?: Aggregation;
	/** PPL_r of each record, if there are texts; NaN where it is not defined. */
	readonly perplexityRatios?: readonly number[];
}

/** The numbers of a table's row from the records of one or several result files. */
export function evaluateResults(
	records: readonly ResultRecord[],
	{ aggregation = "pooled", perplexityRatios = [] }: EvaluationOptions = {},
): Evaluation {
	const post = scoreStage(
		records.map((record) => record.post),
		aggregation,
	);
	const ratio = aggregate(
		perplexityRatios.map((value) => ({ ppl_r: [value] })),
		aggregation,
	);
	const before = records.map((record) => record.pre);
	return {
		...post,
		ppl_r: ratio.value ?? null,
		aggregation,
		records: records.length,
		cases: { ...post.cases, ppl_r: casesOf(ratio) },
		pre: before.every((scores) => scores === undefined) ? null : scoreStage(before, aggregation),
	};
}

function scoreStage(scores: readonly (ResultScores | undefined)[], rule: Aggregation): StageScores {
	const over = (read: (one: ResultScores) => ProbeScores | undefined) =>
		aggregate(
			scores.map((one) => (one && read(one)) ?? {}),
			rule,
		);
	// eval.py reads only the first value of this list, which has no other: a record has one prompt.
	const success = over(({ rewrite_acc }) => ({ rewrite_acc }));
	const portability = over((one) => one.portability);
	const locality = over((one) => one.locality);
	const fluency = over((one) => one.fluency && { ngram_entropy: [one.fluency.ngram_entropy] });
	return {
		Edit_Succ: hundredfold(success.value),
		Portability: hundredfold(portability.value),
		Portability_by_key: percentByKey(portability),
		Locality: hundredfold(locality.value),
		Locality_by_key: percentByKey(locality),
		Fluency: hundredfold(fluency.value),
		cases: {
			Edit_Succ: casesOf(success),
			Portability: casesOf(portability),
			Locality: casesOf(locality),
			Fluency: casesOf(fluency),
		},
	};
}

const casesOf = ({ records, without, nan, infinite }: Aggregate): Cases => ({
	records,
	without,
	nan,
	...(infinite > 0 && { infinite }),
});
const hundredfold = (value: number | undefined) => (value === undefined ? null : value * 100);
const percentByKey = ({ byKey }: Aggregate) =>
	Object.fromEntries(Object.entries(byKey).map(([key, value]) => [key, value * 100]));
