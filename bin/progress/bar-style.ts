import type { Options } from "cli-progress";
import { formatDuration } from "../format-duration.ts";

/** How all bars look. They are taken away when they have done their work. */
export const barStyle = {
	barsize: 24,
	barCompleteChar: "█",
	barIncompleteChar: "░",
	hideCursor: true,
	clearOnComplete: true,
	etaBuffer: 50,
	formatTime: (seconds) => (seconds > 0 ? formatDuration(seconds) : "…"),
	stream: process.stderr,
} as const satisfies Options;
