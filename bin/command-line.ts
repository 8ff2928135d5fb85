/** A word as a POSIX shell takes it. */
export const shellQuote = (word: string): string =>
	/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** How this program was called: npm sets the variable for what `npx` starts. */
const program = process.env.npm_command === "exec" ? "npx bench" : "bench";

/** A command line to suggest. */
export const benchCommand = (...words: readonly string[]): string =>
	[program, ...words.map(shellQuote)].join(" ");

/** The command line that this process was given, to be given again. */
export const thisCommand = (): string => benchCommand(...process.argv.slice(2));
