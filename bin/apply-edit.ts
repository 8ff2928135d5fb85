import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "#core/errors";
import type { Change } from "#engine/safetensors/copy-safetensors";
import { addDelta } from "#runner/deltas/add-delta";
import { DeltaFile } from "#runner/deltas/delta-file";
import { type EditChoice, type FoundEdit, findEdit } from "#runner/deltas/find-edit";
import { loadExperiment } from "#runner/index";
import { editbenchVersion } from "#runner/plan/editbench-version";
import type { OnDamage } from "#runner/store/damage";
import { defaultFolder } from "#runner/store/run-folder";
import { checkpointHash } from "../models/_shared/checkpoint/checkpoint-hash.ts";
import { type EditedCheckpoint, writeEdited } from "../models/_shared/edited/write-edited.ts";

/** What `bench apply` was given. */
export interface ApplyRequest extends EditChoice {
	/** A run's folder, or an experiment's file. */
	readonly run: string;
	/** Where the edited checkpoint goes. */
	readonly out: string;
	/** Where the checkpoint lies now, if not where it did. */
	readonly checkpoint?: string | undefined;
}

/** Where an edited checkpoint came from: its `editbench.json`. */
export interface Provenance {
	/** Version of editbench. */
	readonly editbench: string;
	readonly experiment: string;
	/** Id of the cell in the run. */
	readonly cell: string;
	/** Label, and hash of the checkpoint that was edited. */
	readonly model: { readonly label: string; readonly hash: string };
	readonly dataset: string;
	readonly record: FoundEdit["record"];
	readonly editor: { readonly label: string; readonly name: string; readonly params: unknown };
	readonly seed: number;
	/** Changed weights, by their names in the files: type in the original and here, and ‖ΔW‖ (Frobenius). */
	readonly weights: Readonly<
		Record<string, { readonly was: string; readonly dtype: "F32"; readonly deltaNorm: number }>
	>;
	/** What config.json said of the weights' type, where it says float32 now. */
	readonly configDtype?: string;
}

/**
 * Writes the checkpoint that a stored edit makes.
 *
 * @param onDamage is told of stored lines that do not count
 * @throws UserError where the edit cannot be found, the checkpoint is not the one that was edited, or `out` is not empty
 */
export async function applyEditToCheckpoint(
	{ run, out, checkpoint, ...choice }: ApplyRequest,
	onDamage?: OnDamage,
): Promise<Provenance> {
	const found = await findEdit(await runFolder(run), choice, onDamage);
	const folder = checkpoint ?? found.checkpoint;
	const deltas = new DeltaFile(found.path);
	try {
		checkDeltas(deltas, found);
		const hash = checkOrigin(folder, deltas.metadata.checkpoint, found);
		const changes = new Map<string, Change>(
			deltas.weights.map((weight) => [weight, (stored) => addDelta(stored, deltas.read(weight))]),
		);
		let provenance: Provenance | undefined;
		writeEdited(folder, out, changes, (unfinished, edited) => {
			provenance = describe(found, hash, edited);
			writeFileSync(join(unfinished, "editbench.json"), `${JSON.stringify(provenance, undefined, "\t")}\n`);
		});
		return provenance!;
	} finally {
		deltas.close();
	}
}

async function runFolder(run: string): Promise<string> {
	if (statSync(run, { throwIfNoEntry: false })?.isDirectory()) return run;
	const { experiment } = await loadExperiment(run);
	return defaultFolder(experiment.name);
}

function checkDeltas(deltas: DeltaFile, { record, path }: FoundEdit): void {
	const fault = !deltas.isOf(record)
		? "belongs to another record"
		: deltas.isWhole()
			? undefined
			: "does not fit its checksum";
	if (fault === undefined) return;
	throw new UserError(`${path} ${fault}`, {
		hint: "It was changed or replaced since it was stored. Delete it and run the experiment again, which makes this edit once more.",
	});
}

/** @returns the checkpoint's hash */
function checkOrigin(folder: string, wanted: string | undefined, { cell }: FoundEdit): string {
	const elsewhere = "Name the folder in which it lies now: --checkpoint FOLDER.";
	if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
		throw new UserError(`The checkpoint of ${cell.key.model} is not in ${folder}`, { hint: elsewhere });
	}
	const hash = checkpointHash(folder);
	if (hash === wanted) return hash;
	throw new UserError(`${folder} is not the checkpoint that was edited: its contents are others`, {
		hint: `It has changed since, or is another one. ${elsewhere}`,
	});
}

const describe = (
	{ experiment, cell, record, deltaNorms }: FoundEdit,
	hash: string,
	{ weights, configDtype }: EditedCheckpoint,
): Provenance => ({
	editbench: editbenchVersion(),
	experiment,
	cell: cell.id,
	model: { label: cell.key.model, hash },
	dataset: cell.key.dataset,
	record,
	editor: { label: cell.key.editor, name: cell.editorName, params: cell.params },
	seed: cell.key.seed,
	weights: Object.fromEntries(
		[...weights].map(([weight, { name, was }]) => [
			name,
			{ was, dtype: "F32" as const, deltaNorm: deltaNorms[weight]! },
		]),
	),
	...(configDtype !== undefined && { configDtype }),
});
