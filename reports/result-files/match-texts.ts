import { UserError } from "#core/errors";
import type { ResultRecord, TextRecord } from "./result-record.ts";

/** What the perplexity ratio of one record is computed from. */
export interface EditedText {
	/** As the result file has it: the reference's denominator depends on whether it is a string or a list. */
	readonly prompt: string | readonly string[];
	readonly targetNew: string;
	/** Prompt and what the edited model wrote after it. */
	readonly text: string;
}

/**
 * Lays the texts beside the results, record by record: both files are in the order of the run.
 *
 * @throws UserError where they are not of the same run: another number of records, or another prompt
 */
export function matchTexts(records: readonly ResultRecord[], texts: readonly TextRecord[]): EditedText[] {
	const hint = "Give the result files and the text files of the same runs, in the same order.";
	if (records.length !== texts.length) {
		throw new UserError(`Got ${records.length} results, but ${texts.length} texts.`, { hint });
	}
	return records.map(({ requested_rewrite: request }, index) => {
		const { prompt, target_new, generation_sentence } = texts[index]!;
		if (request === undefined) {
			throw new UserError(`Record ${index} of the results has no "requested_rewrite", which ppl_r needs.`, {
				hint: "Leave out --output-file: these results can be scored, but not matched with texts.",
			});
		}
		const [asked, written] = [
			whatIsAsked(request.prompt, request.target_new),
			whatIsAsked(prompt, target_new),
		];
		if (asked !== written) {
			throw new UserError(`Record ${index}: the result is about ${asked}, the text about ${written}.`, {
				hint,
			});
		}
		return { prompt: request.prompt, targetNew: request.target_new, text: generation_sentence[0]! };
	});
}

const whatIsAsked = (prompt: string | readonly string[], target: string) =>
	`${JSON.stringify(typeof prompt === "string" ? prompt : prompt[0])} → ${JSON.stringify(target)}`;
