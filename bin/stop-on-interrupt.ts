import { constants } from "node:os";

/** A run that Ctrl-C, or a polite kill, may stop. */
export interface Interruptible {
	readonly signal: AbortSignal;
	/** What a process ends with that a signal ended: 130 for Ctrl-C. Undefined where nobody interrupted. */
	readonly exitCode: () => number | undefined;
	/** From here on, Ctrl-C ends the process again. */
	readonly release: () => void;
}

/** The first Ctrl-C asks to stop in good order, the second stops at once. */
export function stopOnInterrupt(onFirst: () => void): Interruptible {
	const controller = new AbortController();
	let received: NodeJS.Signals | undefined;
	const onSignal = (signal: NodeJS.Signals) => {
		if (received !== undefined) process.exit(codeOf(signal));
		received = signal;
		onFirst();
		controller.abort();
	};
	const signals = ["SIGINT", "SIGTERM"] as const;
	for (const signal of signals) process.on(signal, onSignal);
	return {
		signal: controller.signal,
		exitCode: () => (received === undefined ? undefined : codeOf(received)),
		release: () => {
			for (const signal of signals) process.off(signal, onSignal);
		},
	};
}

const codeOf = (signal: NodeJS.Signals) => 128 + constants.signals[signal];
