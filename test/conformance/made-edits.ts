import { type Delta, deltaShape, deltaTensors, isLowRank, multiplyOut } from "#core/delta";
import type { Edit, WrapEdit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import type { tf } from "#engine/tf";
import { promise } from "./broken-promise.ts";

/** Deltas have the names and shapes of weights, multiplied out where they are of low rank, and are numbers. */
export async function checkDeltas(model: EditableModel, deltas: ReadonlyMap<string, Delta>): Promise<void> {
	for (const [name, delta] of deltas) {
		const { shape } = model.weight(name);
		if (isLowRank(delta)) {
			const { left, right } = delta;
			promise(
				left.rank === 2 && right.rank === 2 && left.shape[1] === right.shape[0],
				`the delta of "${name}" has factors of the shapes [${left.shape}] and [${right.shape}], which cannot be multiplied`,
			);
		}
		const made = deltaShape(delta);
		const fits = shape.length === made.length && shape.every((size, i) => size === made[i]);
		promise(fits, `the delta of "${name}" has the shape [${made}], the weight [${shape}]`);
		const values = await fullValues(delta);
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
		if (!(await sameDelta(a.deltas.get(name)!, b.deltas.get(name)!))) return `"${name}"`;
	}
	return undefined;
}

/** ‖ΔW − ΔW′‖ / ‖ΔW‖ over all weights that two edits change; infinite where they do not change the same ones. */
export async function editDistance(a: Edit, b: Edit): Promise<number> {
	if (a.kind === "wrap" || b.kind === "wrap") {
		return (await sameEdit(a, b)) === undefined ? 0 : Number.POSITIVE_INFINITY;
	}
	if (!isSame([...a.deltas.keys()], [...b.deltas.keys()])) return Number.POSITIVE_INFINITY;
	let [apart, whole] = [0, 0];
	for (const [name, delta] of a.deltas) {
		const [one, other] = [await fullValues(delta), await fullValues(b.deltas.get(name)!)];
		for (const [i, value] of one.entries()) {
			apart += (value - other[i]!) ** 2;
			whole += value ** 2;
		}
	}
	return apart === 0 ? 0 : Math.sqrt(apart / whole);
}

async function fullValues(delta: Delta): Promise<Float32Array> {
	const full = multiplyOut(delta);
	const values = (await full.data()) as Float32Array;
	full.dispose();
	return values;
}

/** The same form, and in it the same numbers bit for bit. */
async function sameDelta(a: Delta, b: Delta): Promise<boolean> {
	const [ofA, ofB] = [a, b].map((delta) => deltaTensors(new Map([["", delta]]))) as [
		tf.Tensor[],
		tf.Tensor[],
	];
	if (ofA.length !== ofB.length) return false;
	for (const [i, tensor] of ofA.entries()) {
		const [one, other] = [await tensor.data(), await ofB[i]!.data()];
		if ((one as Float32Array).some((value, at) => !Object.is(value, other[at]))) return false;
	}
	return true;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
