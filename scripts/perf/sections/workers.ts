import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import type { Section } from "../setting.ts";

/** Records of each of two workers: so many that the one that ends last decides little. */
const EACH = 4;

/** A cell of FT-M, whose edits are short, by one and by two workers of one thread and one lane each. */
export const workers: Section = async (setting) => {
	const records = 2 * EACH;
	const run = async (many: number) => {
		const options = ["--workers", `${many}`, "--lanes", "1"];
		const out = setting.scratch("workers");
		const cell = { ...setting, editor: "ft-m", records, threads: 1, out, options };
		return working(await benchCell(cell)) / records;
	};
	// Each run is a process of its own, so that none of them is warm.
	const timed = (many: number) => async (round: number) => (round < 0 ? 0 : run(many));
	const { one = [], two = [] } = await alternate(setting.rounds, { one: timed(1), two: timed(2) });
	const what = "a cell of FT-M, a record";
	return [
		{ what: `${what}, one worker of one thread`, unit: "s", samples: { ours: one } },
		{ what: `${what}, 2 workers of one thread`, unit: "s", samples: { ours: two } },
		{
			what: "2 workers: times as fast",
			unit: "×",
			samples: { ours: one.map((time, round) => time / two[round]!) },
		},
	];
};
