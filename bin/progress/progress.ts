import type { RunEvent } from "#runner/index";

/** Shows how a run comes along, on stderr: stdout is for the table. */
export interface Progress {
	readonly onEvent: (event: RunEvent) => void;
	/** Prints a line of its own. */
	readonly say: (text: string) => void;
	/** Takes the bars away. */
	readonly stop: () => void;
}
