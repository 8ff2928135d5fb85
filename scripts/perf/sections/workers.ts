import { benchCell, working } from "../bench-cell.ts";
import type { Line } from "../line.ts";
import type { Section } from "../setting.ts";

/** A cell of ICE, a record, by one and by two workers of one thread each; two records for each worker at least. */
export const workers: Section = async (setting) => {
	const records = Math.max(4, setting.records);
	const samples = new Map<number, number[]>([
		[1, []],
		[2, []],
	]);
	for (let round = 0; round < setting.rounds; round++) {
		for (const [many, times] of samples) {
			const options = ["--workers", `${many}`];
			const run = { ...setting, records, threads: 1, out: setting.scratch("workers"), options };
			times.push(working((await benchCell(run))!) / records);
		}
	}
	return [...samples].map(
		([many, ours]): Line => ({
			what: `a cell of ICE, a record, ${many === 1 ? "one worker" : `${many} workers`} of one thread`,
			unit: "s",
			samples: { ours },
		}),
	);
};
