import { type Delta, deltaShape, disposeDeltas, multiplyOut } from "#core/delta";
import { describeValue } from "#core/describe-value";
import type { Edit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import { NotFinite } from "#core/not-finite";
import { tf } from "#engine/tf";

/** A view of the model with an edit switched on. */
export interface AppliedEdit {
	readonly model: EditableModel;
	/** W + ΔW by name; empty for a wrap. */
	readonly weights: ReadonlyMap<string, tf.Tensor>;
	/** ‖ΔW‖ (Frobenius) by weight; empty for a wrap. */
	readonly deltaNorms: Readonly<Record<string, number>>;
	/** Whether the view can answer otherwise than the model. */
	readonly changed: boolean;
	/** What it took to keep the deltas. */
	readonly keepSeconds: number;
	/** Frees what the view holds. The model stays. */
	dispose(): void;
}

/** Stores the deltas of an edit, which stay the caller's. */
type Keep = (deltas: ReadonlyMap<string, Delta>) => Promise<void>;

/**
 * Switches an edit on in a view of the model, W' = W + ΔW, and takes over its tensors. The model's own weights are
 * never written to.
 *
 * @param keep is given the deltas of an edit that changes weights, once it is known that they fit
 * @throws Error where a delta names no weight, or has another shape than its weight
 * @throws NotFinite where it is not finite
 */
export async function applyEdit(model: EditableModel, edit: Edit, keep?: Keep): Promise<AppliedEdit> {
	if (edit.kind === "wrap") {
		const view: unknown = edit.wrap(model);
		if (!isModel(view))
			throw new Error(
				`The wrap returned ${describeValue(view)}; it should be a model around the one that it was given`,
			);
		return { model: view, weights: new Map(), deltaNorms: {}, changed: true, keepSeconds: 0, dispose() {} };
	}
	const { deltas } = edit;
	const changed = new Map<string, tf.Tensor>();
	const deltaNorms: Record<string, number> = {};
	const dispose = () => tf.dispose([...changed.values()]);
	try {
		for (const [name, delta] of deltas) checkShape(name, model.weight(name).shape, deltaShape(delta));
		for (const [name, delta] of deltas) {
			const full = multiplyOut(delta);
			changed.set(
				name,
				tf.tidy(() => model.weight(name).add(full)),
			); // as stored
			deltaNorms[name] = await normOf(name, full).finally(() => full.dispose());
		}
		const started = performance.now();
		if (deltas.size > 0) await keep?.(deltas);
		const keepSeconds = (performance.now() - started) / 1000;
		const view = deltas.size === 0 ? model : model.withWeights(changed);
		return { model: view, weights: changed, deltaNorms, changed: deltas.size > 0, keepSeconds, dispose };
	} catch (error) {
		dispose();
		throw error;
	} finally {
		disposeDeltas(deltas);
	}
}

const isModel = (view: unknown): view is EditableModel =>
	typeof view === "object" && view !== null && "logits" in view && "generate" in view;

function checkShape(name: string, weight: readonly number[], delta: readonly number[]): void {
	if (weight.length === delta.length && weight.every((size, axis) => size === delta[axis])) return;
	throw new Error(`The delta of "${name}" must have the weight's shape [${weight}], got [${delta}]`);
}

/** √Σ Δ², summed in double precision. */
async function normOf(name: string, delta: tf.Tensor): Promise<number> {
	const values = await delta.data();
	let sum = 0;
	for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!; // four times as fast as "for … of"
	if (Number.isFinite(sum)) return Math.sqrt(sum);
	throw new NotFinite(`a change of "${name}" that is not finite`);
}
