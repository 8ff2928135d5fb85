import { defineMetric } from "#core/metric";
import { textAsk } from "../_shared/text-ask.ts";
import { ngramEntropy } from "../_shared/words/ngram-entropy.ts";
import { punktFromEnvironment } from "../_shared/words/punkt-from-environment.ts";
import { tokenizeWords } from "../_shared/words/tokenize-words.ts";

/**
 * Fluency (`ngram_entropy`): entropy, in bits, of the word bigrams and trigrams of the text that the edited model writes
 * when given the prompt; see `ngramEntropy`. Text that repeats itself has little. Words are NLTK's `word_tokenize`'s, with
 * NLTK's own sentence model where `NLTK_DATA` names it and a small list of abbreviations where not: the note says which.
 */
export const fluency = defineMetric({
	name: "fluency",
	summary: "Entropy of the bigrams and trigrams of what the edited model writes, in bits × 100",
	format: { column: "Fluency", scale: 100, higherIsBetter: true },
	asks: ({ record }) => ({ text: textAsk(record) }),
	score: ({ after }) => ({
		ngram_entropy: [ngramEntropy(tokenizeWords(after.text.text, punktFromEnvironment().parameters))],
	}),
	note: () => `Fluency: ${punktFromEnvironment().note}`,
});
