import { MultiBar, type SingleBar } from "cli-progress";
import type { CellKey } from "#core/results";
import type { Plan } from "#runner/index";
import { cellName, outcomeText } from "./cell-name.ts";
import type { Progress } from "./progress.ts";

const FORMAT = "{bar} {value}/{total} {unit} | {eta_formatted} left | {name}";

/** A bar for the whole grid, and one for each cell that is at work; cells that have ended scroll away above them. */
export function runBars({ cells }: Plan): Progress {
	const bars = new MultiBar({
		format: FORMAT,
		barsize: 24,
		etaBuffer: 50,
		hideCursor: true,
		stream: process.stderr,
		emptyOnZero: true,
		autopadding: true,
	});
	const planned = new Map(cells.map((cell) => [cellName(cell.key), cell]));
	const atWork = new Map<string, SingleBar>();
	let whole: SingleBar | undefined;
	const barOf = (key: CellKey): SingleBar => {
		const name = cellName(key);
		const { records = 0, done = 0 } = planned.get(name) ?? {};
		const bar = atWork.get(name) ?? bars.create(records, done, { name, unit: "edits" });
		atWork.set(name, bar);
		return bar;
	};
	const say = (text: string) => bars.log(`${text}\n`);
	return {
		say,
		stop: () => bars.stop(),
		onEvent: (event) => {
			if (event.kind === "start")
				whole = bars.create(event.records, event.done, { name: `${event.cells} cells`, unit: "edits" });
			else if (event.kind === "record") {
				whole?.increment();
				barOf(event.key).increment();
				if (event.result.state === "failed")
					say(`${cellName(event.key)}, record ${event.result.index}: ${event.result.reason}`);
			} else if (event.kind === "cell") {
				bars.remove(barOf(event.key));
				say(`${cellName(event.key)}: ${outcomeText(event.outcome)}`);
			} else if (event.kind === "note") say(event.text);
		},
	};
}
