import type { DataFinding } from "#core/data-report";
import {
	type ParsedRecords,
	parseRecords,
} from "../../../../datasets/_shared/knowedit-form/parse-records.ts";
import type { rules } from "../../../../datasets/_shared/knowedit-form/rules.ts";

/** A complete record with nothing odd about it; tests change one thing at a time. */
export const plain = {
	subject: "Leonardo DiCaprio",
	prompt: "The name of the country of citizenship of Leonardo DiCaprio is",
	target_new: "Syria",
	ground_truth: "United States of America",
	portability: { Subject_Aliasing: [{ prompt: "Leo DiCaprio is a citizen of", ground_truth: "Syria" }] },
	locality: {
		Relation_Specificity: [{ prompt: "The gender of Leonardo DiCaprio is", ground_truth: "male" }],
	},
};

export const parse = (...records: unknown[]): ParsedRecords =>
	parseRecords(records, { where: "facts.json", split: "zsre" });

/** Findings of one rule, as `index field: message`. */
export const found = ({ report }: ParsedRecords, { title }: (typeof rules)[keyof typeof rules]): string[] =>
	report.findings.filter(({ rule }) => rule === title).map(place);

export const place = ({ index, field, message }: DataFinding): string => `${index} ${field}: ${message}`;
