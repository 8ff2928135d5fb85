import { boundedName } from "../_shared/bounded-name.ts";
import { LONGEST_NUMBER } from "./distinct-names.ts";

/** A file to be written. */
export interface ResultFile {
	/** With the folder of its scoring, as in `exact/ICE_zsre_gpt2-xl_results.json`. */
	readonly name: string;
	readonly contents: string;
}

/** What a result file is about. */
export interface ResultFileSubject {
	/** As in tables: `FT-M`, `ICE`. */
	readonly method: string;
	readonly dataset: string;
	/** Of a path or hub address, the last part is used. */
	readonly model: string;
}

/**
 * Names of the two files of a run, as the Python tools build them: `ICE_zsre_Llama-2-7b-chat-hf_results.json`. Those that
 * labels make too long for a file are cut, and end in a hash.
 */
export function resultFileNames(subject: ResultFileSubject): { results: string; texts: string } {
	const model =
		subject.model
			.replace(/[/\\]+$/, "")
			.split(/[/\\]/)
			.at(-1) ?? "";
	const stem = [subject.method, subject.dataset, model].map(forFileName).join("_");
	const named = (ending: string) => boundedName(stem, ending, LONGEST_NUMBER);
	return { results: named("_results.json"), texts: named("_gen_sentence.json") };
}

/** Blanks, control characters and what some file systems refuse become a dash. */
const forFileName = (part: string) => part.replace(/[\s\p{Cc}/\\:*?"<>|]+/gu, "-");
