import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import type { Section } from "../setting.ts";

const LANES = [1, 2, 4, 8];

/** A cell of ICE, a record, by how many edits are computed side by side; as many records as fill the most lanes. */
export const lanes: Section = async (setting) => {
	const records = Math.max(...LANES);
	const run = async (many: number) => {
		const options = ["--lanes", `${many}`];
		return (
			working(await benchCell({ ...setting, records, out: setting.scratch("lanes"), options })) / records
		);
	};
	const times = await alternate(
		setting.rounds,
		Object.fromEntries(LANES.map((many) => [many, async (round: number) => (round < 0 ? 0 : run(many))])),
	);
	return LANES.map((many) => ({
		what: `a cell of ICE, a record, ${many === 1 ? "one lane" : `${many} lanes`}`,
		unit: "s",
		samples: { ours: times[many]! },
	}));
};
