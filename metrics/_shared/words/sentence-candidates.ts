import { SPACE } from "./characters.ts";
import { NON_WORD } from "./punkt-marks.ts";

/** A place where a sentence may end. */
export interface SentenceCandidate {
	/** Index after the mark. */
	readonly end: number;
	/** Where the next sentence would start: after the white space. */
	readonly next: number;
	/** The word before the mark, the mark, and what follows it: the text that decides. */
	readonly context: string;
}

const mark = new RegExp(`[.?!](?=(?<after>${NON_WORD}|[${SPACE}]+(?<next>[^${SPACE}]+)))`, "gu");

/** Index of the last ASCII white space; -1 where there is none. */
const lastSpace = (text: string): number => text.search(/[ \t\n\r\f\v][^ \t\n\r\f\v]*$/);

/**
 * Every `.`, `?` and `!` before white space or other punctuation, with its word. Of several marks after one word
 * (`What?!`) only the last is a candidate.
 */
export function sentenceCandidates(text: string): SentenceCandidate[] {
	const candidates: SentenceCandidate[] = [];
	let word = { start: 0, stop: 0 };
	for (const match of text.matchAll(mark)) {
		const space = lastSpace(text.slice(word.stop, match.index));
		const start = space > 0 ? word.stop + space + 1 : word.start;
		// No white space since the last mark: both belong to one word.
		if (start < word.stop) candidates.pop();
		word = { start, stop: match.index };
		const end = match.index + 1;
		const { after = "", next } = match.groups ?? {};
		candidates.push({
			end,
			next: next === undefined ? end : end + after.length - next.length,
			context: text.slice(start, end) + after,
		});
	}
	return candidates;
}
