import { disposeDeltas } from "#core/delta";
import type { EditableModel } from "#core/editable-model";
import { blaming, DIVERGED } from "#core/not-finite";
import { type AppliedEdit, applyEdit } from "./apply-edit.ts";
import type { EditorSetting, MadeEdit } from "./make-edits.ts";

/** An edit that is switched on. */
export interface AppliedMade extends MadeEdit {
	readonly applied: AppliedEdit;
}

/** Switches each edit on in a view of its own, and takes over the tensors of all. @throws Error as `applyEdit` does */
export async function applyEdits(
	model: EditableModel,
	made: readonly MadeEdit[],
	{ editor, keep }: Pick<EditorSetting, "editor" | "keep">,
): Promise<AppliedMade[]> {
	const whose = `Editor "${editor.label}"`;
	const done: AppliedMade[] = [];
	try {
		for (const one of made) {
			const applied = await blaming({ whose, why: DIVERGED }, () =>
				applyEdit(model, one.edit, keep && ((deltas) => keep(deltas, one.records))),
			);
			done.push({ ...one, applied });
		}
		return done;
	} catch (error) {
		disposeAll(done);
		for (const { edit } of made.slice(done.length + 1))
			if (edit.kind === "weights") disposeDeltas(edit.deltas);
		throw error;
	}
}

/** Frees what the views hold. */
export function disposeAll(edits: readonly AppliedMade[]): void {
	for (const { applied } of edits) applied.dispose();
}
