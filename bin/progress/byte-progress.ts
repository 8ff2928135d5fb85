import { SingleBar } from "cli-progress";
import type { OnProgress } from "#core/located";
import { formatBytes } from "../format-bytes.ts";

/** Shows how a download comes along: a bar on a terminal, else a line for each tenth of it. Goes to stderr. */
export interface ByteProgress {
	readonly onProgress: OnProgress;
	readonly stop: () => void;
}

export const byteProgress = (what: string): ByteProgress =>
	process.stderr.isTTY ? byteBar(what) : byteLines(what);

function byteBar(what: string): ByteProgress {
	const bar = new SingleBar({
		format: `${what} [{bar}] {percentage} % | {receivedText} of {sizeText} | {eta_formatted} left`,
		hideCursor: true,
		barsize: 24,
		etaBuffer: 100,
		stream: process.stderr,
	});
	let started = false;
	const texts = (received: number, size: number) => ({
		receivedText: formatBytes(received),
		sizeText: formatBytes(size),
	});
	return {
		onProgress: ({ received, size }) => {
			if (started) {
				bar.setTotal(size);
				bar.update(received, texts(received, size));
			} else bar.start(size, received, texts(received, size));
			started = true;
		},
		stop: () => bar.stop(),
	};
}

function byteLines(what: string): ByteProgress {
	let tenth = -1;
	return {
		onProgress: ({ received, size }) => {
			const now = size === 0 ? 10 : Math.floor((10 * received) / size);
			if (now <= tenth) return;
			tenth = now;
			console.error(`${what}: ${10 * now} %, ${formatBytes(received)} of ${formatBytes(size)}`);
		},
		stop: () => {},
	};
}
