import type { PunktParameters } from "./punkt-parameters.ts";
import { splitSentences } from "./split-sentences.ts";
import { splitWords } from "./split-words.ts";

/** The words of a text, sentence by sentence: NLTK's `word_tokenize`. */
export const tokenizeWords = (text: string, parameters: PunktParameters): string[] =>
	splitSentences(text, parameters).flatMap((sentence) => splitWords(sentence));
