/**
 * Bodies of character classes for patterns with the `u` flag: what NLTK's patterns mean by `\s`, `\w`, `\b` and
 * `str.split`. JavaScript's `\s` has U+FEFF and lacks U+0085, its `\w` and `\b` know ASCII only.
 */

/** White space in a pattern. */
export const SPACE = "\\p{White_Space}";

/** White space where text is split or trimmed: also the four ASCII separators. */
export const SEPARATOR = `${SPACE}\\x1c-\\x1f`;

/** A character of a word. */
export const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";

/** A letter: a character of a word that is no digit. */
export const LETTER = "\\p{Alphabetic}\\p{M}\\p{Pc}\\p{Join_Control}";

/** A character of a word for the contractions, whose word boundaries are of the narrower kind. */
export const NARROW_WORD = "\\p{L}\\p{N}_";

const words = new RegExp(`[^${SEPARATOR}]+`, "gu");
// Without the lookbehind, a long run of white space inside the text would be tried from each of its characters.
const trailing = new RegExp(`(?<![${SEPARATOR}])[${SEPARATOR}]+$`, "u");

/** The parts of a text between white space; none is empty. */
export const splitAtSpace = (text: string): string[] => text.match(words) ?? [];

/** The text without white space at its end. */
export function trimEnd(text: string): string {
	return text.replace(trailing, "");
}
