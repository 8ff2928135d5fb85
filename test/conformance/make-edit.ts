import { disposeDeltas } from "#core/delta";
import type { Edit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import type { EditCase, Editor, EditStep } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { EditRecord } from "#core/record";
import { resolveEditor } from "#core/resolve-editor";
import { keyedRandom } from "#engine/rng";
import { promise } from "./broken-promise.ts";

/** An edit as the harness asks for it. */
export interface EditRequest {
	readonly editor: Editor;
	readonly model: EditableModel;
	readonly record: EditRecord;
	readonly fidelity: Fidelity;
}

export interface MadeEdit {
	readonly edit: Edit;
	readonly steps: readonly EditStep[];
}

/** @throws Error where there is not one edit for one case, or a step is reported for another case */
export async function makeEdit({ record, ...given }: EditRequest): Promise<MadeEdit> {
	const [made] = await makeEdits({ ...given, records: [record] });
	return made!;
}

export interface EditsRequest extends Omit<EditRequest, "record"> {
	readonly records: readonly EditRecord[];
}

/** Several edits in one call, each of its own case. */
export async function makeEdits({ editor, model, records, fidelity }: EditsRequest): Promise<MadeEdit[]> {
	const { params } = resolveEditor(editor, model.shape);
	const cases = records.map((record): EditCase => ({ id: record.id, requests: [record] }));
	const steps = new Map(cases.map((one): [EditCase, EditStep[]] => [one, []]));
	const edits = await editor.implementation.edit({
		model,
		cases,
		params,
		fidelity,
		artifacts: memoryArtifacts(),
		random: (purpose, id, ...step) => keyedRandom(0, purpose, id, ...step),
		onStep(edited, step) {
			const ofCase = steps.get(edited);
			promise(ofCase !== undefined, "it reports a step of a case that it was not given");
			ofCase?.push(step);
		},
	});
	const wanted = cases.length === 1 ? "one case" : `${cases.length} cases`;
	promise(edits.length === cases.length, `it made ${edits.length} edits of ${wanted}`);
	return edits.map((edit, i) => ({ edit, steps: steps.get(cases[i]!)! }));
}

export function disposeEdit(edit: Edit): void {
	if (edit.kind === "weights") disposeDeltas(edit.deltas);
}
