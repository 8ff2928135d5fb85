import { tf } from "#engine/tf";
import { type Attend, attention } from "../transformer/attention.ts";

interface Pair {
	readonly keys: tf.Tensor4D;
	readonly values: tf.Tensor4D;
}

/** Keys and values of the tokens that a model has read, so that each new token is computed alone. */
export class KeyValueCache {
	/** By layer; [rows, kvHeads, seen, head] each. */
	readonly #pairs: Pair[] = [];

	/** Attention of a block's new tokens over all tokens so far, these included; they are added. */
	attend(layer: number, mask: tf.Tensor4D | undefined): Attend {
		return (query, key, value) => {
			const past = this.#pairs[layer];
			if (past === undefined) this.#set(layer, { keys: key, values: value });
			else {
				const keys = tf.concat([past.keys, key], 2) as tf.Tensor4D;
				this.#set(layer, { keys, values: tf.concat([past.values, value], 2) as tf.Tensor4D });
			}
			const { keys, values } = this.#pairs[layer]!;
			return attention(query, keys, values, mask);
		};
	}

	/** Forgets all rows but these, and numbers them anew. */
	keepRows(rows: readonly number[]): void {
		tf.tidy(() => {
			const kept = tf.tensor1d(rows as number[], "int32");
			this.#pairs.forEach(({ keys, values }, layer) => {
				this.#set(layer, { keys: tf.gather(keys, kept), values: tf.gather(values, kept) });
			});
		});
	}

	dispose(): void {
		for (const { keys, values } of this.#pairs) tf.dispose([keys, values]);
		this.#pairs.length = 0;
	}

	#set(layer: number, { keys, values }: Pair): void {
		const past = this.#pairs[layer];
		this.#pairs[layer] = { keys: tf.keep(keys), values: tf.keep(values) };
		if (past) tf.dispose([past.keys, past.values]);
	}
}
