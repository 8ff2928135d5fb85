/** What a program reads: one JSON document on stdout and nothing else. NaN and infinities become null, as JSON has none. */
export const printJson = (value: unknown): void => console.log(JSON.stringify(value, undefined, "\t"));

/** Lines for people. */
export const printLines = (lines: readonly string[]): void => console.log(lines.join("\n"));
