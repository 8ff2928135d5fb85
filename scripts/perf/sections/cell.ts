import { ice } from "editbench/editors";
import type { RunProfile } from "#runner/index";
import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import type { Section } from "../setting.ts";

/**
 * A whole cell of ICE, a record: the edit, answers before and after, texts, all scores. Ours is `bench run`, from the moment
 * its worker is ready.
 */
export const cell: Section = async (setting) => {
	const { ours, yardstick, rounds, records, recordsOf, scratch } = setting;
	const list = await recordsOf(records);
	const params = ours.paramsOf(ice()[0]!);
	const profiles: RunProfile[] = [];
	const samples = await alternate(rounds, {
		ours: async (round) => {
			const profile = (await benchCell({ ...setting, out: scratch("cell") }))!;
			if (round >= 0) profiles.push(profile);
			return working(profile) / records;
		},
		...(yardstick && {
			// Its first time is as long as any: ours is a new process each time.
			public: async (round) =>
				round < 0 ? 0 : (await yardstick.ask("cell", { records: list, params })).seconds / records,
		}),
	});
	const share = (of: (profile: RunProfile) => number) => ({
		ours: profiles.map((profile) => (100 * of(profile)) / working(profile)),
	});
	return [
		{ what: "a cell of ICE, a record", unit: "s", samples },
		{
			what: "of that cell, outside tensor kernels",
			unit: "%",
			samples: share((profile) => working(profile) - profile.kernels.seconds),
		},
		{
			what: "of that cell, harness alone",
			unit: "%",
			samples: share(({ harness }) => harness),
		},
	];
};
