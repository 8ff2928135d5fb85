/** Quotation marks that close, or may. */
export const CURLY_QUOTES = "‘’“”«»";

/** What cannot stand within a word, apart from the full stop: one character. */
export const NON_WORD = `[)";}\\]*:@'({[${CURLY_QUOTES}?!]`;
