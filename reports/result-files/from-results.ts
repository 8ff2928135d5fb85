import type { GeneratedText } from "#core/ask";
import type { Scoring } from "#core/fidelity";
import type { BaselineResult, CellResults, MetricColumn, Results, ScoredAnswers } from "#core/results";
import { type CompletedRecord, completedOf } from "../_shared/record-scores.ts";
import { distinctNames } from "./distinct-names.ts";
import { type ResultFile, resultFileNames } from "./file-names.ts";
import { renderRecords } from "./render-records.ts";
import { type EditScores, toResultRecord, toTextRecord } from "./to-result-record.ts";

/**
 * The two JSON files of the Python tools for each cell and scoring: scores, and the texts if there are any. Records that
 * were skipped or failed are in neither. Files lie in a folder for each scoring, and in that one for each seed where
 * there are several.
 */
export function toResultFiles(results: Results): ResultFile[] {
	const seeds = new Set(results.cells.map(({ key }) => key.seed));
	const files = results.cells.flatMap((cell) =>
		cell.scorings.flatMap((scoring) => {
			const folder = seeds.size > 1 ? `${scoring}/seed-${cell.key.seed}` : scoring;
			return filesOf(cell, scoring, results).map(({ name, contents }) => ({
				name: `${folder}/${name}`,
				contents,
			}));
		}),
	);
	return distinctNames(files);
}

function filesOf(cell: CellResults, scoring: Scoring, { metrics, fidelity }: Results): ResultFile[] {
	const { editor, dataset, model } = cell.key;
	const pairs = pairsOf(cell, scoring);
	if (pairs.length === 0) return [];
	const names = resultFileNames({ method: editor, dataset, model });
	const records = pairs.map(({ index, request, before, after, seconds }) =>
		toResultRecord({
			caseId: index,
			request,
			before: withoutLocality(toEditScores(before, metrics)),
			after: toEditScores(after, metrics),
			seconds,
			fidelity: { edit: fidelity.edit, score: scoring },
		}),
	);
	const texts = pairs.flatMap(({ request, after }) => {
		const text = textOf(after);
		return text === undefined ? [] : [toTextRecord(request, text)];
	});
	const results = { name: names.results, contents: renderRecords(records) };
	return texts.length === 0 ? [results] : [results, { name: names.texts, contents: renderRecords(texts) }];
}

/** One edited record with both its evaluations. */
interface Pair {
	readonly index: number;
	readonly request: BaselineResult["record"];
	readonly before: ScoredAnswers;
	readonly after: ScoredAnswers;
	readonly seconds: number;
}

function pairsOf(cell: CellResults, scoring: Scoring): Pair[] {
	const baselines = new Map(cell.baseline.map((one) => [one.index, one]));
	return completedOf(cell).flatMap((record) => {
		const baseline = baselines.get(record.index);
		const [before, after] = [baseline?.by[scoring], lastOf(record)?.by[scoring]];
		if (baseline === undefined || before === undefined || after === undefined) return [];
		return [
			{ index: record.index, request: baseline.record, before, after, seconds: record.cost.editSeconds },
		];
	});
}

const lastOf = ({ evaluations }: CompletedRecord) => evaluations.at(-1);

/** Scores by the plug-in names of our metrics. What was not measured is absent; the format wants a rewrite in any case. */
function toEditScores({ scores }: ScoredAnswers, metrics: readonly MetricColumn[]): EditScores {
	const of = (name: string) => {
		const metric = metrics.find((one) => one.name === name);
		return metric && scores[metric.label];
	};
	const [ppl, rephrase, portability, locality] = [
		of("rewrite-ppl")?.rewrite,
		of("rephrase")?.rephrase,
		of("portability"),
		of("locality"),
	];
	const entropy = of("fluency")?.ngram_entropy?.[0];
	return {
		rewrite: of("edit-success")?.rewrite ?? [],
		...(ppl && { rewritePerplexity: ppl }),
		...(rephrase && { rephrase }),
		...(portability && { portability }),
		...(locality && { locality }),
		...(entropy !== undefined && { fluency: entropy }),
	};
}

/** Locality compares with the model before editing. */
const withoutLocality = ({ locality: _, ...scores }: EditScores): EditScores => scores;

/** What the model wrote after the prompt: the answer that our metrics call `text`, else the first text there is. */
function textOf({ answers }: ScoredAnswers): string | undefined {
	const ordered = [answers.text ?? [], ...Object.values(answers)];
	return ordered.find((answer): answer is GeneratedText => "text" in answer)?.text;
}
