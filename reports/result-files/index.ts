export type { Cases, Evaluation, EvaluationOptions, StageScores } from "./evaluate-results.ts";
export { evaluateResults } from "./evaluate-results.ts";
export { type ResultFile, type ResultFileSubject, resultFileNames } from "./file-names.ts";
export { formatEvaluation } from "./format-evaluation.ts";
export { toResultFiles } from "./from-results.ts";
export { type EditedText, matchTexts } from "./match-texts.ts";
export { parseResultFile } from "./parse-result-file.ts";
export { parseTextFile } from "./parse-text-file.ts";
export { readResultFiles, readTextFiles } from "./read-files.ts";
export { renderRecords } from "./render-records.ts";
export type {
	RequestedRewrite,
	ResultProbes,
	ResultRecord,
	ResultScores,
	TextRecord,
} from "./result-record.ts";
export {
	type EditRequest,
	type EditScores,
	type ScoredEdit,
	toResultRecord,
	toTextRecord,
	type WrittenRecord,
} from "./to-result-record.ts";
