export { evaluateResults } from "./evaluate-results.ts";
export { formatEvaluation } from "./format-evaluation.ts";
export { toResultFiles } from "./from-results.ts";
export { type EditedText, matchTexts } from "./match-texts.ts";
export { parseResultFile } from "./parse-result-file.ts";
export { parseTextFile } from "./parse-text-file.ts";
export { readResultFiles, readTextFiles } from "./read-files.ts";
export type { ResultRecord } from "./result-record.ts";
