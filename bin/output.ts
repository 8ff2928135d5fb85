/** What a program reads: one JSON document on stdout and nothing else. NaN and infinities become null, as JSON has none. */
export const printJson = (value: unknown): void => write(JSON.stringify(value, undefined, "\t"));

/** Lines for people. */
export const printLines = (lines: readonly string[]): void => write(lines.join("\n"));

/** What `console.log` does, without its search for formats: a plan may have tens of megabytes. */
const write = (text: string): void => {
	process.stdout.write(`${text}\n`);
};
