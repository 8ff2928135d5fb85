import type { EditableModel, EditCase, Editor, KnowEditRecord, WeightsEdit } from "editbench";
import { checkpoint } from "editbench/models";
import type { Artifact, Artifacts } from "#core/artifacts";
import { disposeDeltas, multiplyOut } from "#core/delta";
import { UserError } from "#core/errors";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { ModelSource } from "#core/model";
import { resolveEditor } from "#core/resolve-editor";
import { type EngineInfo, startEngine } from "#engine/engines";
import { keyedRandom } from "#engine/rng";

/** An edit as it was computed. */
export interface Edited {
	readonly seconds: number;
	readonly losses: readonly number[];
	/** ‖ΔW‖ over all weights together (Frobenius). */
	readonly norm: number;
}

/** What is timed of editbench, in this process. */
export interface Ours {
	readonly engine: EngineInfo;
	readonly model: EditableModel;
	readonly source: ModelSource;
	/** Everything that editors have had made for the model. */
	readonly made: readonly Artifact[];
	/** Parameters of an editor for the model. */
	paramsOf(editor: Editor): Readonly<Record<string, unknown>>;
	/** Edits the model with one record, as a run does, and reads the change. */
	edit(editor: Editor, record: KnowEditRecord): Promise<Edited>;
}

/** Loads the model. @throws UserError where it is not there */
export async function loadOurs(folder: string, threads: number): Promise<Ours> {
	const [{ implementation, params }] = checkpoint({ path: folder }) as [
		ReturnType<typeof checkpoint>[number],
	];
	const located = await implementation.locate({ params });
	if ("missing" in located) throw noModel(folder);
	const engine = await startEngine("onnx", { threads });
	const source = located.here;
	const model = await implementation.load({ params, source });
	const { artifacts, made } = recordedArtifacts();
	const paramsOf = (editor: Editor) => resolveEditor(editor, source.shape).params;
	return {
		engine,
		model,
		source,
		made,
		paramsOf,
		async edit(editor, record) {
			const began = performance.now();
			const losses: number[] = [];
			const one: EditCase = { id: record.id, requests: [record] };
			const [edit] = await editor.implementation.edit({
				model,
				cases: [one],
				params: paramsOf(editor),
				fidelity: "exact",
				artifacts,
				// As a run of the cell's experiment has them, so that both make the same context templates.
				random: (...key) => keyedRandom(0, ...key),
				onStep: (_case, { loss }) => losses.push(loss),
			});
			if (edit?.kind !== "weights") throw new Error(`${editor.label} changed no weights`);
			const norm = await normOf(edit.deltas);
			return { seconds: (performance.now() - began) / 1000, losses, norm };
		},
	};
}

const noModel = (folder: string) =>
	new UserError(`There is no model in "${folder}"`, {
		hint: "scripts/prepare-slow-tests.sh makes SmolLM2-135M; EDITBENCH_SMOLLM2 may name its folder.",
	});

/** Artifacts of this process, and a list of them, for the yardstick to take over. */
function recordedArtifacts(): { readonly artifacts: Artifacts; readonly made: Artifact[] } {
	const kept = memoryArtifacts();
	const made: Artifact[] = [];
	const keep = (artifact: Artifact, about: object) => {
		const known = made.some(({ tensors }) => tensors === artifact.tensors);
		if (!known) made.push({ tensors: artifact.tensors, info: { ...artifact.info, ...about } });
	};
	return {
		made,
		artifacts: {
			kept: (kind) => kept.kept(kind),
			async obtain(request) {
				const artifact = await kept.obtain(request);
				keep(artifact, { kind: request.kind, key: request.key });
				return artifact;
			},
			async obtainAll(request) {
				const found = await kept.obtainAll(request);
				for (const [i, artifact] of found.entries())
					keep(artifact, { kind: request.kind, key: request.keys[i] });
				return found;
			},
		},
	};
}

async function normOf(deltas: WeightsEdit["deltas"]): Promise<number> {
	let sum = 0;
	for (const delta of deltas.values()) {
		const change = multiplyOut(delta);
		for (const value of await change.data()) sum += value * value;
		change.dispose();
	}
	disposeDeltas(deltas);
	return Math.sqrt(sum);
}
