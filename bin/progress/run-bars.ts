import { clearScreenDown } from "node:readline";
import { MultiBar, type SingleBar } from "cli-progress";
import type { CellKey } from "#core/results";
import type { Plan } from "#runner/index";
import { count } from "../count.ts";
import { barStyle } from "./bar-style.ts";
import { cellName, outcomeText } from "./cell-name.ts";
import type { Progress } from "./progress.ts";

/** A bar for the whole grid and one for the cell at work; what has ended scrolls away above them. */
export function runBars({ cells }: Plan): Progress {
	const bars = new MultiBar({
		...barStyle,
		emptyOnZero: true,
		forceRedraw: true,
		format: "{bar} {value}/{total} edits | {eta_formatted} left | {name}",
	});
	let hasSaid = false;
	const say = (text: string) => {
		bars.log(`${text}\n`);
		hasSaid = true;
	};
	// A line that scrolls away may be shorter than the bar that stood in its place.
	bars.on("redraw-pre", () => {
		if (hasSaid) clearScreenDown(process.stderr);
		hasSaid = false;
	});
	const planned = new Map(cells.map((cell) => [cellName(cell.key), cell]));
	let whole: SingleBar | undefined;
	let current: SingleBar | undefined;
	let at = "";
	const advance = (key: CellKey) => {
		whole?.increment();
		const name = cellName(key);
		const { records = 0, done = 0 } = planned.get(name) ?? {};
		current ??= bars.create(records, done, { name }, { format: "{bar} {value}/{total} | {name}" });
		if (name !== at) {
			current.setTotal(records);
			current.update(done, { name });
			at = name;
		}
		current.increment();
	};
	return {
		say,
		stop: () => {
			bars.update();
			bars.stop();
		},
		onEvent: (event) => {
			if (event.kind === "start") {
				whole = bars.create(event.records, event.done, { name: count(event.cells, "cell") });
			} else if (event.kind === "record") {
				advance(event.key);
				if (event.result.state === "failed")
					say(`${at}, record ${event.result.index}: ${event.result.reason}`);
			} else if (event.kind === "cell") say(`${cellName(event.key)}: ${outcomeText(event.outcome)}`);
			else if (event.kind === "note") say(event.text);
		},
	};
}
