import { type Delta, disposeDeltas } from "#core/delta";
import type { Edit } from "#core/edit";
import type { EditCase, Editor } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import { DIVERGED, NotFinite } from "#core/not-finite";
import type { RecordResult } from "#core/results";
import { SkipRecord } from "#core/skip-record";
import { keyedRandom } from "#engine/rng";
import { checkEdits } from "./check-edits.ts";
import type { PlacedRecord, Setting } from "./setting.ts";

/** The editor of a cell. */
export interface EditorSetting {
	readonly editor: Editor;
	readonly params: Readonly<Record<string, unknown>>;
	readonly fidelity: Fidelity;
	/** Where the edits' weight changes are to be kept. */
	readonly keep?: KeepDeltas | undefined;
}

/** Stores the deltas of an edit, which stay the caller's, for each record that it writes. */
export type KeepDeltas = (
	deltas: ReadonlyMap<string, Delta>,
	records: readonly PlacedRecord[],
) => Promise<void>;

/** An edit, and what it writes. */
export interface MadeEdit {
	readonly edit: Edit;
	/** One, or those of a batch. */
	readonly records: readonly PlacedRecord[];
	/** Of each step. */
	readonly losses: readonly number[];
}

/** The edits of a group, and the records that are in none. */
export interface MadeEdits {
	readonly edits: readonly MadeEdit[];
	readonly skipped: readonly RecordResult[];
}

/**
 * Edits records, all at once or each by itself. Those that the editor names as impossible are skipped, and the others
 * edited without them.
 */
export async function editRecords(
	setting: Setting,
	editing: EditorSetting,
	{ records, isBatch }: { readonly records: readonly PlacedRecord[]; readonly isBatch: boolean },
): Promise<MadeEdits> {
	const skipped: RecordResult[] = [];
	let left = records;
	while (left.length > 0) {
		try {
			const groups = isBatch ? [left] : left.map((one) => [one]);
			return { edits: await makeEdits(setting, editing, groups), skipped };
		} catch (error) {
			const guilty = left.find(({ record }) => error instanceof SkipRecord && error.record === record.id);
			if (guilty === undefined) throw error;
			const reason = (error as SkipRecord).message;
			skipped.push({ index: guilty.index, id: guilty.record.id, state: "skipped", reason });
			left = left.filter((one) => one !== guilty);
		}
	}
	return { edits: [], skipped };
}

async function makeEdits(
	{ model, artifacts, seed }: Setting,
	{ editor, params, fidelity }: EditorSetting,
	groups: readonly (readonly PlacedRecord[])[],
): Promise<MadeEdit[]> {
	const cases = groups.map(toCase);
	const losses = new Map(cases.map(({ id }): [string, number[]] => [id, []]));
	const edits: unknown = await editor.implementation.edit({
		model,
		cases,
		params,
		fidelity,
		artifacts,
		random: (purpose, id, ...step) => keyedRandom(seed, purpose, id, ...step),
		onStep: ({ id }, { loss }) => losses.get(id)!.push(loss),
	});
	checkEdits(edits, cases.length, editor.info.name);
	try {
		for (const ofCase of losses.values()) checkLosses(editor, ofCase);
	} catch (error) {
		for (const edit of edits) if (edit.kind === "weights") disposeDeltas(edit.deltas);
		throw error;
	}
	return edits.map((edit, at) => ({ edit, records: groups[at]!, losses: losses.get(cases[at]!.id)! }));
}

/** What an editor makes after a loss that is no number is not what its method says. */
function checkLosses({ label }: Editor, losses: readonly number[]): void {
	const step = losses.findIndex((loss) => !Number.isFinite(loss));
	if (step < 0) return;
	throw new NotFinite(`a loss of ${losses[step]} in step ${step}`, {
		whose: `Editor "${label}"`,
		why: DIVERGED,
	});
}

function toCase(placed: readonly PlacedRecord[]): EditCase {
	const [first, ...others] = placed.map(({ record }) => record);
	if (first === undefined) throw new Error("A case without a record");
	return { id: first.id, requests: [first, ...others] };
}
