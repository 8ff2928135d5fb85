import { tf } from "#engine/tf";
import type { TokenLayout } from "./token-layout.ts";

type Places = Pick<TokenLayout, "rows" | "columns" | "slots">;

/** Puts tokens into their slots; what is in empty slots does not matter. @returns [rows × columns, width] of [tokens, width] */
export function toSlots(x: tf.Tensor2D, { rows, columns, slots }: Places): tf.Tensor2D {
	if (slots === undefined) return x;
	const tokens = tokensOf({ rows, columns, slots });
	return gathered(x, tokens, (dy) => tf.gather(dy, indices(slots)));
}

/** Takes tokens out of their slots. @returns [tokens, width] of [rows × columns, width] */
export function fromSlots(x: tf.Tensor2D, { rows, columns, slots }: Places): tf.Tensor2D {
	if (slots === undefined) return x;
	const [tokens, taken] = [tokensOf({ rows, columns, slots }), new Float32Array(rows * columns)];
	for (const slot of slots) taken[slot] = 1;
	// Nothing comes back from an empty slot, or its query would pull at keys and values.
	return gathered(x, slots, (dy) =>
		tf.mul(tf.gather(dy, indices(tokens)), tf.tensor2d(taken, [taken.length, 1])),
	);
}

/** The values of tokens by slot, such as their positions; 0 where a slot is empty. @returns [rows × columns] */
export function inSlots(values: Int32Array, { rows, columns, slots }: Places): Int32Array {
	if (slots === undefined) return values;
	const all = new Int32Array(rows * columns);
	for (const [token, slot] of slots.entries()) all[slot] = values[token]!;
	return all;
}

/** The token in each slot; the first where the slot is empty. */
function tokensOf({ rows, columns, slots }: Required<Places>): Int32Array {
	return inSlots(Int32Array.from(slots.keys()), { rows, columns, slots });
}

/** Each token has one slot, so that the gradient of a gather is another one, and not a sum. */
function gathered(
	x: tf.Tensor2D,
	places: Int32Array,
	gradient: (dy: tf.Tensor2D) => tf.Tensor2D,
): tf.Tensor2D {
	const gather = tf.customGrad((value) => ({
		value: tf.gather(value as tf.Tensor2D, indices(places)),
		gradFunc: (dy) => gradient(dy as tf.Tensor2D),
	}));
	return gather(x) as tf.Tensor2D;
}

const indices = (places: Int32Array): tf.Tensor1D => tf.tensor1d(places, "int32");
