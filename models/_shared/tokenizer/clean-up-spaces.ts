/** In transformers' order: each sees what those before it have left. */
const replacements = [
	[" .", "."],
	[" ?", "?"],
	[" !", "!"],
	[" ,", ","],
	[" ' ", "'"],
	[" n't", "n't"],
	[" 'm", "'m"],
	[" 's", "'s"],
	[" 've", "'ve"],
	[" 're", "'re"],
] as const;

/** What `clean_up_tokenization_spaces` does to decoded text: blanks before punctuation and in contractions go. */
export const cleanUpSpaces = (text: string): string =>
	replacements.reduce((cleaned, [from, to]) => cleaned.replaceAll(from, to), text);
