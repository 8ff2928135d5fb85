import { count } from "../count.ts";
import { formatDuration } from "../format-duration.ts";
import { cellName, outcomeText } from "./cell-name.ts";
import type { Progress } from "./progress.ts";

/** Between two lines that only count, in seconds. */
const PAUSE = 15;

/** Plain lines, for logs: one a cell, and in between one every now and then. */
export function runLines(): Progress {
	const say = (text: string) => console.error(text);
	const began = performance.now();
	let [records, before, done, quietUntil] = [0, 0, 0, 0];
	const left = (seconds: number) =>
		done === before ? "" : `, about ${formatDuration((seconds * (records - done)) / (done - before))} left`;
	const tell = () => {
		const seconds = (performance.now() - began) / 1000;
		if (seconds < quietUntil || done >= records) return;
		quietUntil = seconds + PAUSE;
		say(`${done}/${records} edits${left(seconds)}`);
	};
	return {
		say,
		stop: () => {},
		onEvent: (event) => {
			if (event.kind === "start") {
				[records, before, done] = [event.records, event.done, event.done];
				say(`${count(event.cells, "cell")}, ${count(records, "edit")}, ${done} done before`);
			} else if (event.kind === "record") {
				done++;
				if (event.result.state === "failed")
					say(`${cellName(event.key)}, record ${event.result.index}: ${event.result.reason}`);
				tell();
			} else if (event.kind === "cell") say(`${cellName(event.key)}: ${outcomeText(event.outcome)}`);
			else if (event.kind === "note") say(event.text);
		},
	};
}
