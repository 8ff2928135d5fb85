import { library, type PreTokenizer } from "./library.ts";

/**
 * GPT-2's words. `\s` of JavaScript is not that of the tokenizers' regular expressions: it has U+FEFF and lacks
 * U+0085.
 */
const words = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+`;

/** `char::is_numeric` of Rust is category N: ², ½, Ⅷ and ٣ too, where `\d` of JavaScript is 0 to 9 only. */
const digits = (individual: boolean): RegExp => (individual ? /\p{N}|\P{N}+/gu : /\p{N}+|\P{N}+/gu);

/**
 * Makes the library split text where Rust's tokenizers does. What remains: letters and digits that Unicode gained
 * after version 14 (historic scripts, CJK extension H and later) are words to Node and were none to tokenizers 0.19.
 *
 * Changes the given objects.
 */
export function splitAsRust(preTokenizer: PreTokenizer | null): void {
	if (preTokenizer instanceof library.SequencePreTokenizer)
		for (const part of preTokenizer.tokenizers) splitAsRust(part);
	if (preTokenizer instanceof library.ByteLevelPreTokenizer) preTokenizer.pattern = new RegExp(words, "gu");
	if (preTokenizer instanceof library.DigitsPreTokenizer) {
		preTokenizer.pattern = digits(preTokenizer.config.individual_digits);
	}
}
