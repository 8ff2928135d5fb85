import { SPACE, trimEnd } from "./characters.ts";
import { endsSentence } from "./ends-sentence.ts";
import { CURLY_QUOTES } from "./punkt-marks.ts";
import type { PunktParameters } from "./punkt-parameters.ts";
import { punktToken } from "./punkt-token.ts";
import { splitPunktWords } from "./punkt-words.ts";
import { sentenceCandidates } from "./sentence-candidates.ts";

type Span = readonly [start: number, stop: number];

/** Whether a token of the text, other than its last, ends a sentence. */
function holdsBreak(text: string, parameters: PunktParameters): boolean {
	const tokens = splitPunktWords(text).map((word) => punktToken(word, parameters));
	return tokens.slice(1).some((next, i) => endsSentence(tokens[i]!, next, parameters));
}

/** Cuts the text after each candidate that ends a sentence; the last span may be empty. */
function cut(text: string, parameters: PunktParameters): Span[] {
	const breaks = sentenceCandidates(text).filter(({ context }) => holdsBreak(context, parameters));
	const starts = [0, ...breaks.map(({ next }) => next)];
	const stops = [...breaks.map(({ end }) => end), trimEnd(text).length];
	return starts.map((start, i) => [start, stops[i]!]);
}

const closing = new RegExp(`^["')\\]}${CURLY_QUOTES}]+?(?:[${SPACE}]+|(?=--|\\n|$))`, "u");

/** Closing quotes and brackets at the start of a sentence go to the end of the one before. */
function realign(text: string, spans: readonly Span[]): Span[] {
	let taken = 0;
	return spans.map(([start, stop], i) => {
		const from = start + taken;
		const following = spans[i + 1];
		const marks = following === undefined ? undefined : closing.exec(text.slice(...following))?.[0];
		taken = marks?.length ?? 0;
		return [
			from,
			following !== undefined && marks !== undefined ? following[0] + trimEnd(marks).length : stop,
		];
	});
}

/**
 * The sentences of a text by the Punkt procedure, as NLTK's `sent_tokenize` finds them: white space between sentences is
 * dropped, all else is kept.
 *
 * @param parameters what is known of the language: `defaultPunkt`, or NLTK's own from `readPunkt`
 */
export function splitSentences(text: string, parameters: PunktParameters): string[] {
	return realign(text, cut(text, parameters))
		.map(([start, stop]) => text.slice(start, stop))
		.filter((sentence) => sentence !== "");
}
