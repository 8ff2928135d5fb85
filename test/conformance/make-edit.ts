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
export async function makeEdit({ editor, model, record, fidelity }: EditRequest): Promise<MadeEdit> {
	const { params } = resolveEditor(editor, model.shape);
	const one: EditCase = { id: record.id, requests: [record] };
	const steps: EditStep[] = [];
	const edits = await editor.implementation.edit({
		model,
		cases: [one],
		params,
		fidelity,
		artifacts: memoryArtifacts(),
		random: (purpose, id, ...step) => keyedRandom(0, purpose, id, ...step),
		onStep(edited, step) {
			promise(edited === one, "it reports a step of a case that it was not given");
			steps.push(step);
		},
	});
	promise(edits.length === 1, `it made ${edits.length} edits of one case`);
	return { edit: edits[0]!, steps };
}

export function disposeEdit(edit: Edit): void {
	if (edit.kind === "weights") disposeDeltas(edit.deltas);
}
