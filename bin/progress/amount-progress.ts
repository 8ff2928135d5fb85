import { SingleBar } from "cli-progress";
import type { OnProgress } from "#core/located";
import { barStyle } from "./bar-style.ts";

/** Shows how much of one thing is done, on stderr: a bar on a terminal, else a line for each tenth. */
export interface AmountProgress {
	readonly onProgress: OnProgress;
	/** Takes the bar away. */
	readonly stop: () => void;
}

/** How amounts read: `12 MB of 538 MB`, `3 of 20 texts`. */
export type AmountFormat = (done: number, whole: number) => string;

export const amountProgress = (what: string, format: AmountFormat): AmountProgress =>
	process.stderr.isTTY ? amountBar(what, format) : amountLines(what, format);

function amountBar(what: string, format: AmountFormat): AmountProgress {
	const bar = new SingleBar({
		...barStyle,
		format: `${what} {bar} {percentage} % | {amount} | {eta_formatted} left`,
	});
	return {
		onProgress: ({ received, size }) => {
			const amount = format(received, size);
			if (!bar.isActive) bar.start(size, received, { amount });
			bar.setTotal(size);
			bar.update(received, { amount });
		},
		stop: () => bar.stop(),
	};
}

function amountLines(what: string, format: AmountFormat): AmountProgress {
	let shown = -1;
	return {
		onProgress: ({ received, size }) => {
			const tenth = size === 0 ? 10 : Math.floor((10 * received) / size);
			if (tenth <= shown) return;
			shown = tenth;
			console.error(`${what}: ${10 * tenth} %, ${format(received, size)}`);
		},
		stop: () => {},
	};
}
