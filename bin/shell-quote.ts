/** A word as a POSIX shell takes it. */
export const shellQuote = (word: string): string =>
	/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The command line that this process was given, to be given again. */
export const thisCommand = (): string => ["bench", ...process.argv.slice(2)].map(shellQuote).join(" ");
