/**
 * A decoded text as the public code stores it: compatibility forms decomposed (NFKD), paragraphs run together, the
 * end-of-text mark of GPT-2 taken out. What is stored, scored and written to the text file is this.
 */
export const normaliseText = (text: string): string =>
	text.normalize("NFKD").replaceAll("\n\n", " ").replaceAll("<|endoftext|>", "");
