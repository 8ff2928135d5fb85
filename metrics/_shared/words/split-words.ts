import { splitAtSpace } from "./characters.ts";
import { type WordRule, wordRules } from "./word-rules.ts";

const rewrite = (text: string, rules: readonly WordRule[]): string =>
	rules.reduce((rewritten, [pattern, replacement]) => rewritten.replace(pattern, replacement), text);

/**
 * The words of one sentence by the Penn Treebank's conventions, as NLTK's word tokenizer has them: punctuation and
 * clitics stand alone (`isn't` → `is`, `n't`), straight double quotes become `` and '', and only the sentence's last
 * full stop is cut off its word.
 *
 * The rules put blanks around what stands alone; the words are what lies between blanks.
 */
export function splitWords(sentence: string): string[] {
	return splitAtSpace(rewrite(` ${rewrite(sentence, wordRules.bare)} `, wordRules.padded));
}
