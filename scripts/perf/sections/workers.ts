import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import type { Section } from "../setting.ts";

/** Records of each of two workers: so many that the one that ends last decides little. */
const EACH = 3;

/**
 * A cell of FT-M, whose edits are short, by one and by two workers of one thread and one lane each, and by two runs that know
 * nothing of each other: what the machine has to give to two processes.
 */
export const workers: Section = async (setting) => {
	/** @returns seconds of a run */
	const run = async (many: number, records: number) => {
		const options = ["--workers", `${many}`, "--lanes", "1"];
		const out = setting.scratch("workers");
		return working(await benchCell({ ...setting, editor: "ft-m", records, threads: 1, out, options }));
	};
	const apart = async () => Math.max(...(await Promise.all([run(1, EACH), run(1, EACH)])));
	// Each run is a process of its own, so that none of them is warm.
	const timed = (time: () => Promise<number>) => async (round: number) =>
		round < 0 ? 0 : (await time()) / (2 * EACH);
	const times = await alternate(setting.rounds, {
		one: timed(() => run(1, 2 * EACH)),
		two: timed(() => run(2, 2 * EACH)),
		apart: timed(apart),
	});
	const { one = [], two = [] } = times;
	const what = "a cell of FT-M, a record";
	const faster = (others: readonly number[] = []) => ({
		ours: one.map((time, round) => time / others[round]!),
	});
	return [
		{ what: `${what}, one worker of one thread`, unit: "s", samples: { ours: one } },
		{ what: `${what}, 2 workers of one thread`, unit: "s", samples: { ours: two } },
		{ what: "2 workers: times as fast", unit: "×", samples: faster(two) },
		{ what: "2 separate runs at once: times as fast", unit: "×", samples: faster(times.apart) },
	];
};
