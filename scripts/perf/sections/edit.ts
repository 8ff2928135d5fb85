import type { Editor, KnowEditRecord } from "editbench";
import { ftL, ftM, ice, memit, rome } from "editbench/editors";
import { alternate } from "../alternate.ts";
import { differenceNote } from "../difference.ts";
import { handOver } from "../hand-over.ts";
import type { Line } from "../line.ts";
import type { Section, Setting } from "../setting.ts";

/** Both sides have templates and covariances; MEMIT's are over a corpus that comes with editbench, which costs nothing to get. */
const editors: readonly Editor[] = [ftL(), ftM(), ice(), rome(), memit({ corpus: "atlas" })].flat();

/** Losses that are compared: Adam amplifies rounding, so that later ones are no check. */
const COMPARED = 5;

/** Edits of the first records, by turns, each editor with its preset. */
export const edit: Section = async (setting) => {
	const records = await setting.recordsOf(setting.records);
	const lines: Line[] = [];
	for (const editor of editors) lines.push(await timeEditor(setting, editor, records));
	return lines;
};

async function timeEditor(
	{ ours, yardstick, rounds, scratch }: Setting,
	editor: Editor,
	records: readonly KnowEditRecord[],
): Promise<Line> {
	const { name } = editor.info;
	const of = (round: number) => records[Math.max(0, round) % records.length]!;
	let [mine, theirs]: (readonly number[])[] = [[], []];
	const samples = await alternate(rounds, {
		ours: async (round) => {
			const { seconds, losses } = await ours.edit(editor, of(round));
			mine = losses;
			return seconds;
		},
		...(yardstick && {
			public: async (round) => {
				if (round < 0) await handOver(ours, yardstick, scratch("statistics"));
				const request = { method: name, record: of(round), params: ours.paramsOf(editor) };
				const { seconds, result } = await yardstick.ask<{ losses: number[] }>("edit", request);
				theirs = result.losses;
				return seconds;
			},
		}),
	});
	// ICE draws its own tokens and instructions.
	const note =
		name === "ice" ? {} : differenceNote("losses", mine!.slice(0, COMPARED), theirs!.slice(0, COMPARED));
	return { what: `an edit by ${editor.label}`, unit: "s", samples, ...note };
}
