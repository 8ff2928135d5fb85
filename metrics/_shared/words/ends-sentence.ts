import { collocation, LOWER, orthography, type PunktParameters, UPPER } from "./punkt-parameters.ts";
import { NUMBER, type PunktToken, withoutStop } from "./punkt-token.ts";

const isUpper = ({ text }: PunktToken): boolean => /^\p{Uppercase}/u.test(text);
const isLower = ({ text }: PunktToken): boolean => /^\p{Lowercase}/u.test(text);

/** The type as the second word of a pair: its full stop goes if it is the sentence's, stays if an abbreviation's. */
const nextType = (next: PunktToken): string => (next.seemsToEnd ? withoutStop(next.type) : next.type);

/** Whether a token's case says that it starts a sentence. */
function startsSentence(token: PunktToken, context: number): "yes" | "no" | "unknown" {
	if (/^[;:,.!?]$/.test(token.text)) return "no";
	// Capital here, small elsewhere, and never a capital within a sentence: the capital is due to the position.
	if (isUpper(token) && context & LOWER && !(context & orthography.upperInside)) return "yes";
	if (isLower(token) && (context & UPPER || !(context & orthography.lowerFirst))) return "no";
	return "unknown";
}

/**
 * Punkt's second pass: whether a sentence ends with `token`, given the one after it. For a word with a full stop, in
 * this order: a collocation holds together; after an abbreviation or ellipsis a sentence ends if the next word's case or
 * habit says so; after an initial or number it does not if the next word's case speaks against it.
 */
export function endsSentence(token: PunktToken, next: PunktToken, parameters: PunktParameters): boolean {
	if (!token.text.endsWith(".")) return token.seemsToEnd;
	const type = withoutStop(token.type);
	const following = nextType(next);
	if (parameters.collocations.has(collocation(type, following))) return false;
	const context = parameters.orthographicContexts.get(following) ?? 0;
	const starts = startsSentence(next, context);
	if (token.isInitial) {
		// J. Bach: the next word is a name where it was never seen in lower case.
		const isName = starts === "unknown" && isUpper(next) && !(context & LOWER);
		return token.seemsToEnd && starts !== "no" && !isName;
	}
	if (token.isAbbreviation || token.isEllipsis) {
		return starts === "yes" || (isUpper(next) && parameters.sentenceStarters.has(following));
	}
	return token.seemsToEnd && !(type === NUMBER && starts === "no");
}
