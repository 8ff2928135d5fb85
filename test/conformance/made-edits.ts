import type { Edit, WrapEdit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import type { tf } from "#engine/tf";
import { promise } from "./broken-promise.ts";

/** Deltas have the names and shapes of weights, and are numbers. */
export async function checkDeltas(
	model: EditableModel,
	deltas: ReadonlyMap<string, tf.Tensor>,
): Promise<void> {
	for (const [name, delta] of deltas) {
		const { shape } = model.weight(name);
		const fits = shape.length === delta.shape.length && shape.every((size, i) => size === delta.shape[i]);
		promise(fits, `the delta of "${name}" has the shape [${delta.shape}], the weight [${shape}]`);
		const values = (await delta.data()) as Float32Array;
		promise(values.every(Number.isFinite), `the delta of "${name}" holds values that are not numbers`);
	}
}

/** What is around the model is data, and answers as a model does. */
export async function checkWrap(model: EditableModel, { data, wrap }: WrapEdit): Promise<void> {
	const stored = JSON.stringify(data);
	promise(stored !== undefined, "the wrap has no data");
	promise(isSame(JSON.parse(stored), data), "the wrap's data is not the same after it has been stored");
	const wrapped = wrap(model);
	promise(typeof wrapped.frame("Who?") === "string", "the wrapped model frames no prompt");
	const ids = wrapped.tokenizer.encode(wrapped.frame("Who?"));
	const logits = wrapped.logits({ ids: [ids] }, [[0, ids.length - 1]]); // [1, vocab]
	const values = (await logits.data()) as Float32Array;
	logits.dispose();
	promise(values.length === model.shape.vocab, `its logits are ${values.length} numbers`);
	promise(values.every(Number.isFinite), "its logits are not all numbers");
}

/** @returns in what two edits differ, or undefined */
export async function sameEdit(a: Edit, b: Edit): Promise<string | undefined> {
	if (a.kind === "wrap" || b.kind === "wrap") {
		if (a.kind !== b.kind) return "kind";
		return a.kind === "wrap" && b.kind === "wrap" && isSame(a.data, b.data) ? undefined : "data";
	}
	const names = [...a.deltas.keys()];
	if (!isSame(names, [...b.deltas.keys()])) return "the weights that it changes";
	for (const name of names) {
		const [one, other] = [await a.deltas.get(name)!.data(), await b.deltas.get(name)!.data()];
		if ((one as Float32Array).some((value, i) => !Object.is(value, other[i]))) return `"${name}"`;
	}
	return undefined;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
