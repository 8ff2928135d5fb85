import type { AnswerMap } from "#core/ask";
import type { Edit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import type { EditCase, Editor } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import type { BaselineResult, RecordResult, ScoredAnswers } from "#core/results";
import { keyedRandom } from "#engine/rng";
import { answerAsks } from "../answer/answer-asks.ts";
import { editedAsks, gatherAsks } from "../answer/gather-asks.ts";
import { applyEdit, type KeepDeltas } from "./apply-edit.ts";
import { peakBytes } from "./peak-bytes.ts";
import { type ByScoring, scoreAnswers } from "./score-answers.ts";
import { evaluationRandom, type Setting } from "./setting.ts";

/** The editor of a cell. */
export interface EditorSetting {
	readonly editor: Editor;
	readonly params: Readonly<Record<string, unknown>>;
	readonly fidelity: Fidelity;
	/** Where the edit's weight changes are to be kept. */
	readonly keep?: KeepDeltas | undefined;
}

/** Edits the model with one record, asks the edited model, and leaves the model as it was. */
export async function editRecord(
	setting: Setting,
	editing: EditorSetting,
	baseline: BaselineResult,
): Promise<RecordResult> {
	const { record, index, model } = setting;
	const started = performance.now();
	const losses: number[] = [];
	const applied = await applyEdit(model, await makeEdit(setting, editing, losses), editing.keep);
	try {
		const edited = performance.now();
		// An edit that changes nothing answers as the unedited model did.
		const by = applied.changed ? await evaluate(setting, applied.model, baseline) : pick(setting, baseline);
		const cost = {
			editSeconds: (edited - started) / 1000 - applied.keepSeconds,
			scoreSeconds: (performance.now() - edited) / 1000,
			peakBytes: peakBytes(),
		};
		const evaluations = [{ editsApplied: 1, by }];
		return {
			index,
			id: record.id,
			state: "completed",
			losses,
			deltaNorms: applied.deltaNorms,
			evaluations,
			cost,
		};
	} finally {
		applied.dispose();
	}
}

async function makeEdit(
	{ model, artifacts, record, dataset, seed }: Setting,
	{ editor, params, fidelity }: EditorSetting,
	losses: number[],
): Promise<Edit> {
	const one: EditCase = { id: record.id, requests: [record] };
	const edits = await editor.implementation.edit({
		model,
		cases: [one],
		params,
		fidelity,
		artifacts,
		random: (purpose, id, ...step) => keyedRandom(seed, purpose, dataset, id, ...step),
		onStep: (_case, { loss }) => losses.push(loss),
	});
	const [edit] = edits;
	if (edit !== undefined && edits.length === 1) return edit;
	throw new Error(`Editor "${editor.info.name}" was given one case and handed back ${edits.length} edits`);
}

async function evaluate(
	setting: Setting,
	edited: EditableModel,
	baseline: BaselineResult,
): Promise<ByScoring<ScoredAnswers>> {
	const { metrics, record, scorings } = setting;
	const asks = editedAsks(gatherAsks(metrics, record));
	const after = await answerAsks(edited, asks, { scorings, random: evaluationRandom(setting) });
	return scoreAnswers(setting, answersOf(baseline), after);
}

const answersOf = ({ by }: BaselineResult): ByScoring<AnswerMap> =>
	Object.fromEntries(Object.entries(by).map(([scoring, { answers }]) => [scoring, answers]));

function pick({ scorings }: Setting, { by }: BaselineResult): ByScoring<ScoredAnswers> {
	return Object.fromEntries(scorings.map((scoring) => [scoring, by[scoring]!]));
}
