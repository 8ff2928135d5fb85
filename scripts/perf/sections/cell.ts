import type { Editor } from "editbench";
import { type RunProfile, readRun } from "#runner/index";
import { lanesOf } from "../../../runner/plan/lanes.ts";
import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import { type CellSection, cellEditors } from "../cell-editors.ts";
import { handOver } from "../hand-over.ts";
import type { Line } from "../line.ts";
import { type RecordScores, scoreLines, scoresOf } from "../scores.ts";
import type { Section, Setting } from "../setting.ts";

/**
 * A whole cell of an editor, a record: the edit, answers before and after, texts, all scores. Ours is `bench run`, from the
 * moment its worker is ready, the whole cell in each round. PyTorch takes a share of the same records a round, and so goes
 * through them once.
 */
export const cellOf =
	(name: CellSection): Section =>
	(setting) =>
		timeCell(setting, cellEditors[name][0]!);

async function timeCell(setting: Setting, editor: Editor): Promise<Line[]> {
	const { ours, yardstick, rounds, records } = setting;
	const profiles: RunProfile[] = [];
	const scores: { ours: RecordScores[]; public: RecordScores[] } = { ours: [], public: [] };
	const samples = await alternate(rounds, {
		ours: async (round) => {
			const { profile, found } = await ourRound(setting, editor, round);
			if (round < 0) return 0;
			profiles.push(profile);
			scores.ours = found;
			return working(profile) / cellSize(setting);
		},
		...(yardstick && {
			public: async (round) => {
				if (round < 0) await prepare(setting, editor);
				const part = await (round < 0 ? setting.recordsOf(1) : setting.recordsOf(records, round * records));
				const request = {
					method: editor.info.name,
					records: part,
					params: ours.paramsOf(editor),
				};
				const { seconds, result } = await yardstick.ask<{ records: RecordScores[] }>("cell", request);
				if (round >= 0) scores.public.push(...result.records);
				return seconds / records;
			},
		}),
	});
	const what = `a cell of ${editor.info.title}`;
	const share = (of: (profile: RunProfile) => number) => ({
		ours: profiles.map((profile) => (100 * of(profile)) / working(profile)),
	});
	const outside = share((profile) => working(profile) - profile.kernels.seconds);
	const side = lanesSideBySide(setting);
	return [
		{
			what: `${what}, a record of ${cellSize(setting)}, ${side === 1 ? "one lane" : `${side} lanes`}`,
			unit: "s",
			samples,
		},
		...scoreLines(what, scores),
		{ what: `${what}: time outside tensor kernels`, unit: "%", samples: outside },
		{ what: `${what}: time of the harness alone`, unit: "%", samples: share(({ harness }) => harness) },
	];
}

/** Records of the whole cell. */
const cellSize = ({ rounds, records }: Setting): number => rounds * records;

/** The whole cell; before the first round one record of it, for artifacts to be made. */
async function ourRound(setting: Setting, { info }: Editor, round: number) {
	const records = round < 0 ? 1 : cellSize(setting);
	const out = setting.scratch("cell");
	const profile = await benchCell({ ...setting, editor: info.name, records, out });
	return { profile, found: scoresOf(await readRun(out)) };
}

/** Has our editor make what the yardstick needs of templates and covariances. */
async function prepare({ ours, yardstick, recordsOf, scratch }: Setting, editor: Editor): Promise<void> {
	const [record] = await recordsOf(1);
	await ours.edit(editor, record!);
	await handOver(ours, yardstick!, scratch("statistics"));
}

/** Records that go through the model together. */
const lanesSideBySide = (setting: Setting): number =>
	Math.min(cellSize(setting), lanesOf({ lanes: "auto" }, setting.ours.model.shape));
