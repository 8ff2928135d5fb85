import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import type { Line } from "../line.ts";
import type { Section } from "../setting.ts";

const LANES = [1, 2, 4, 8];

/** A cell of ICE, a record, by how many edits are computed side by side; as many records as fill the most lanes. */
export const lanes: Section = async (setting) => {
	const records = Math.max(...LANES);
	const run = (many: number) =>
		benchCell({ ...setting, records, out: setting.scratch("lanes"), options: ["--lanes", `${many}`] });
	const lines: Line[] = [];
	for (const many of LANES) {
		const what = `a cell of ICE, a record, ${many === 1 ? "one lane" : `${many} lanes`}`;
		if (lines.length === 0 && (await run(many)) === undefined) {
			console.error('  skipped: this "bench run" has no option --lanes');
			return [];
		}
		const samples = await alternate(setting.rounds, {
			ours: async (round) => (round < 0 ? 0 : working((await run(many))!) / records),
		});
		lines.push({ what, unit: "s", samples });
	}
	return lines;
};
