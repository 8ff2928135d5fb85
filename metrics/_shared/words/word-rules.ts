import { NARROW_WORD, SEPARATOR, SPACE, WORD } from "./characters.ts";

/** Every match of `pattern` becomes `replacement`. */
export type WordRule = readonly [pattern: RegExp, replacement: string];

/** Opening quotes stand alone; a straight one that opens becomes ``. */
const openingQuotes: readonly WordRule[] = [
	[/[«“‘„]|`+/g, " $& "],
	[/^"/, "``"],
	[/``/g, " $& "],
	[/([ ([{<])("|'')/g, "$1 `` "],
	// An apostrophe before a word opens a quotation, unless the word is the rest of a contraction ('re, 's, 'n …).
	[new RegExp(`(?<![${WORD}])'(?!(?:re|ve|ll|m|t|s|d|n)(?![${WORD}]))(?=[${WORD}])`, "giu"), "$& "],
];

const punctuation: readonly WordRule[] = [
	// The sentence's last full stop, with the quotes and brackets after it. The lookahead keeps that run whole: trying
	// each of its shorter beginnings cannot match either, and would take time quadratic in its length.
	[new RegExp(`([^.])(\\.)(?=([\\])}>"'»”’ ]*))\\3[${SPACE}]*$`, "gu"), "$1 $2 $3 "],
	// A comma or colon between digits belongs to a number or a time.
	[/([:,])(\P{Nd})/gu, " $1 $2"],
	[/[:,](?=\n?$)/g, " $& "],
	[/\.{2,}/g, " $& "],
	[/[;@#$%&]/g, " $& "],
	[/[\u2012-\u2015]/g, " $& "],
	[new RegExp(`([^.])(\\.)([\\])}>"']*)[${SPACE}]*$`, "gu"), "$1 $2$3 "],
	[/[?!]/g, " $& "],
	[/([^'])' /gu, "$1 ' "],
	[/\*/g, " $& "],
	[/[\][(){}<>]/g, " $& "],
	[/--/g, " -- "],
];

/** Closing quotes, and the endings that a clitic leaves: `'s`, `'ll`, `n't`. */
const closingQuotes: readonly WordRule[] = [
	[/[»”’]/g, " $& "],
	[/''/g, " '' "],
	[/"/g, " '' "],
	[new RegExp(`[${SPACE}]+`, "gu"), " "],
	[/([^' ])('[sS]|'[mM]|'[dD]|') /gu, "$1 $2 "],
	[/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, "$1 $2 "],
];

/** `cannot` → `can not`: both halves given, the second with or without its apostrophe. */
const contraction = (first: string, second: string, end = `(?![${NARROW_WORD}])`): WordRule => [
	new RegExp(`(?<![${NARROW_WORD}])(${first})(${second})${end}`, "giu"),
	" $1 $2 ",
];

// The letter i stands for its two Turkish forms too, as it does where NLTK ignores case.
const contractions: readonly WordRule[] = [
	contraction("can", "not"),
	contraction("d", "'ye"),
	contraction("g[iıİ]m", "me"),
	contraction("gon", "na"),
	contraction("got", "ta"),
	contraction("lem", "me"),
	contraction("more", "'n"),
	contraction("wan", "na", `(?=[${SEPARATOR}])`),
	[new RegExp(` ('t)([iıİ]s|was)(?![${NARROW_WORD}])`, "giu"), " $1 $2 "],
];

/** Rules for the sentence as it is, then for the sentence between two blanks; the order matters. */
export const wordRules: { readonly bare: readonly WordRule[]; readonly padded: readonly WordRule[] } = {
	bare: [...openingQuotes, ...punctuation],
	padded: [...closingQuotes, ...contractions],
};
