import { deltaTensors } from "#core/delta";
import type { Editor } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import type { EditRecord } from "#core/record";
import { resolveEditor } from "#core/resolve-editor";
import { tf } from "#engine/tf";
import { promise } from "./broken-promise.ts";
import type { Check } from "./check.ts";
import { guardedModel } from "./guarded-model.ts";
import type { LoadedModel } from "./loaded-model.ts";
import { checkDeltas, checkWrap, editDistance, sameEdit } from "./made-edits.ts";
import { disposeEdit, type EditRequest, makeEdit, makeEdits } from "./make-edit.ts";
import { changedWeight, weightBits } from "./weights.ts";
import { withoutSyncReads } from "./without-sync-reads.ts";

/** What every editor promises of the edits it makes. */
export function editorChecks(
	editor: Editor,
	loaded: LoadedModel,
	record: EditRecord,
	fidelity: Fidelity,
): Check[] {
	const request = async () => ({ editor, record, fidelity, ...(await loaded.load()) });
	const check = (title: string, run: Check["run"]): Check => ({ title: `${title} (${fidelity})`, run });
	return [
		check("makes one edit of one case, which fits the model", async () => {
			const asked = await request();
			const { edit, steps } = await makeEdit(asked);
			if (edit.kind === "weights") await checkDeltas(asked.model, edit.deltas);
			else await checkWrap(asked.model, edit);
			promise(
				steps.every(({ loss }) => Number.isFinite(loss)),
				"a step's loss is not a number",
			);
			disposeEdit(edit);
		}),
		check("leaves the model's weights as they were, bit for bit", async () => {
			const asked = await request();
			const before = await weightBits(asked.model, asked.source.folder);
			disposeEdit((await makeEdit(asked)).edit);
			const changed = changedWeight(before, await weightBits(asked.model, asked.source.folder));
			promise(changed === undefined, `"${changed}" has changed`);
		}),
		check("leaves no tensor but the deltas that it hands back", async () => {
			const asked = await request();
			disposeEdit((await makeEdit(asked)).edit); // what is made once is made
			const before = tf.memory().numTensors;
			const { edit } = await makeEdit(asked);
			const kept = edit.kind === "weights" ? deltaTensors(edit.deltas).length : 0;
			const left = tf.memory().numTensors - before - kept;
			disposeEdit(edit);
			promise(left === 0, `${left} tensors are left beside ${kept} of deltas`);
		}),
		check("makes the same edit of the same input", async () => {
			const asked = await request();
			const [first, second] = [(await makeEdit(asked)).edit, (await makeEdit(asked)).edit];
			const difference = await sameEdit(first, second);
			disposeEdit(first);
			disposeEdit(second);
			promise(difference === undefined, `the second edit differs from the first in ${difference}`);
		}),
		check("reads values by await data() alone", async () => {
			const asked = await request();
			disposeEdit((await withoutSyncReads(() => makeEdit(asked))).edit);
		}),
		check("uses no capability that it does not declare", async () => {
			const asked = await request();
			const model = guardedModel(asked.model, editor.implementation.requires);
			disposeEdit((await makeEdit({ ...asked, model })).edit);
		}),
		...(editor.implementation.lanes
			? [
					check("makes the same edits side by side as one by one, but for rounding", () =>
						lanesAgree(request),
					),
				]
			: []),
	];
}

/** How far an edit made beside others may be from the same edit made alone, in norms. */
const ROUNDING = 1e-2;

async function lanesAgree(request: () => Promise<EditRequest>): Promise<void> {
	const asked = await request();
	const { record } = asked;
	const { id, targetNew } = record;
	const records = [record, { ...record, id: `${id}, twice`, targetNew: `${targetNew} ${targetNew}` }];
	const together = await makeEdits({ ...asked, records });
	for (const [i, one] of records.entries()) {
		const alone = await makeEdit({ ...asked, record: one });
		const difference = await editDistance(alone.edit, together[i]!.edit);
		disposeEdit(alone.edit);
		promise(
			difference <= ROUNDING,
			`edit ${i + 1} of 2 is ${difference} of its norm from the one made alone`,
		);
	}
	for (const { edit } of together) disposeEdit(edit);
}

/** What every editor promises of its presets. */
export const presetChecks = (editor: Editor): Check[] =>
	editor.implementation.presets.map(({ title, shape }) => ({
		title: `has in its preset for ${title} all that it needs`,
		run() {
			const sizes = { modelType: "", layers: 0, hidden: 0, inner: 0, vocab: 0, heads: 0, positions: 0 };
			const { preset } = resolveEditor({ ...editor, given: {} }, { ...sizes, ...shape });
			promise(preset === title, `the preset for ${preset} takes its place`);
		},
	}));
