import type { Editor } from "editbench";
import { type RunProfile, readRun } from "#runner/index";
import { lanesOf } from "../../../runner/plan/lanes.ts";
import { alternate } from "../alternate.ts";
import { benchCell, working } from "../bench-cell.ts";
import { cellEditors } from "../cell-editors.ts";
import { handOver } from "../hand-over.ts";
import type { Line } from "../line.ts";
import { writePart } from "../records.ts";
import { type RecordScores, scoreLines, scoresOf } from "../scores.ts";
import type { Section, Setting } from "../setting.ts";

/** ICE's. */
export const cell: Section = (setting) => cellsOf(setting, cellEditors.cell);

/** Those of the other methods. */
export const cells: Section = (setting) => cellsOf(setting, cellEditors.cells);

/**
 * A whole cell, a record: the edit, answers before and after, texts, all scores. Ours is `bench run`, from the moment its
 * worker is ready. Each round has records of its own, the same on both sides.
 */
async function cellsOf(setting: Setting, editors: readonly Editor[]): Promise<Line[]> {
	const lines: Line[] = [];
	for (const editor of editors) lines.push(...(await cellOf(setting, editor)));
	return lines;
}

async function cellOf(setting: Setting, editor: Editor): Promise<Line[]> {
	const { ours, yardstick, rounds, records } = setting;
	const profiles: RunProfile[] = [];
	const scores: { ours: RecordScores[]; public: RecordScores[] } = { ours: [], public: [] };
	const samples = await alternate(rounds, {
		ours: async (round) => {
			const { profile, found } = await ourRound(setting, editor, round);
			if (round < 0) return 0;
			profiles.push(profile);
			scores.ours.push(...found);
			return working(profile) / records;
		},
		...(yardstick && {
			public: async (round) => {
				if (round < 0) await prepare(setting, editor);
				const { limit, offset } = partOf(setting, round);
				const request = {
					method: editor.info.name,
					records: await setting.recordsOf(limit, offset),
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
		{ what: `${what}, a record, ${side === 1 ? "one lane" : `${side} lanes`}`, unit: "s", samples },
		...scoreLines(what, scores),
		{ what: `${what}: time outside tensor kernels`, unit: "%", samples: outside },
		{ what: `${what}: time of the harness alone`, unit: "%", samples: share(({ harness }) => harness) },
	];
}

/** Places of a round's records; before the first round one record is edited, for artifacts to be made and code to be warm. */
const partOf = ({ records }: Setting, round: number) =>
	round < 0 ? { limit: 1, offset: 0 } : { limit: records, offset: round * records };

async function ourRound(setting: Setting, { info }: Editor, round: number) {
	const part = partOf(setting, round);
	const [dataFolder, out] = [setting.scratch("records"), setting.scratch("cell")];
	writePart(setting.dataFolder, dataFolder, part);
	const profile = await benchCell({ ...setting, dataFolder, editor: info.name, records: part.limit, out });
	return { profile, found: scoresOf(await readRun(out)) };
}

/** Has our editor make what the yardstick needs of templates and covariances. */
async function prepare({ ours, yardstick, recordsOf, scratch }: Setting, editor: Editor): Promise<void> {
	const [record] = await recordsOf(1);
	await ours.edit(editor, record!);
	await handOver(ours, yardstick!, scratch("statistics"));
}

/** Records of a round that go through the model together. */
const lanesSideBySide = ({ ours, records }: Setting): number =>
	Math.min(records, lanesOf({ lanes: "auto" }, ours.model.shape));
