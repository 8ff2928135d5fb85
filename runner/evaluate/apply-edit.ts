import type { Edit, WeightsEdit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import { tf } from "#engine/tf";

/** A view of the model with an edit switched on. */
export interface AppliedEdit {
	readonly model: EditableModel;
	/** ‖ΔW‖ (Frobenius) by weight; empty for a wrap. */
	readonly deltaNorms: Readonly<Record<string, number>>;
	/** Whether the view can answer otherwise than the model. */
	readonly changed: boolean;
	/** Frees what the view holds. The model stays. */
	dispose(): void;
}

/**
 * Switches an edit on in a view of the model, W' = W + ΔW, and takes over its tensors. The model's own weights are
 * never written to.
 *
 * @throws Error where a delta names no weight, has another shape than its weight, or is not finite
 */
export async function applyEdit(model: EditableModel, edit: Edit): Promise<AppliedEdit> {
	if (edit.kind === "wrap") {
		return { model: edit.wrap(model), deltaNorms: {}, changed: true, dispose: () => {} };
	}
	try {
		return await applyDeltas(model, edit);
	} finally {
		for (const delta of edit.deltas.values()) delta.dispose();
	}
}

async function applyDeltas(model: EditableModel, { deltas }: WeightsEdit): Promise<AppliedEdit> {
	const deltaNorms: Record<string, number> = {};
	for (const [name, delta] of deltas) {
		checkShape(name, model.weight(name).shape, delta.shape);
		deltaNorms[name] = await normOf(name, delta);
	}
	const changed = new Map<string, tf.Tensor>();
	for (const [name, delta] of deltas)
		changed.set(
			name,
			tf.tidy(() => model.weight(name).add(delta)),
		); // as stored
	return {
		model: changed.size === 0 ? model : model.withWeights(changed),
		deltaNorms,
		changed: changed.size > 0,
		dispose: () => tf.dispose([...changed.values()]),
	};
}

function checkShape(name: string, weight: readonly number[], delta: readonly number[]): void {
	if (weight.length === delta.length && weight.every((size, axis) => size === delta[axis])) return;
	throw new Error(`The delta of "${name}" must have the weight's shape [${weight}], got [${delta}]`);
}

/** √Σ Δ², summed in double precision. */
async function normOf(name: string, delta: tf.Tensor): Promise<number> {
	let sum = 0;
	for (const value of await delta.data()) sum += value * value;
	if (Number.isFinite(sum)) return Math.sqrt(sum);
	throw new Error(`The delta of "${name}" holds values that are not finite: the edit diverged`);
}
