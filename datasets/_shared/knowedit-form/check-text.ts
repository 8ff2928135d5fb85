import { describeValue } from "#core/describe-value";
import { type Note, rules } from "./rules.ts";

/**
 * Takes down what is odd about a text that is used as it stands. Outer white space is left where it is:
 * whether it is trimmed is a matter of fidelity, decided where prompt and target are joined.
 */
export function checkText(text: string, field: string, note: Note): void {
	if (text !== text.trim()) note(rules.outerSpace, field, `got ${describeValue(text)}`);
	// The replacement character, or half of a pair of surrogates: what a wrong decoding leaves behind.
	if (/[\uFFFD\p{Surrogate}]/u.test(text)) note(rules.brokenText, field, `got ${describeValue(text)}`);
}
