import { tf } from "#engine/tf";
import type { TokenBatch } from "./editable-model.ts";

/**
 * The hidden states of some rows as they enter a block, kept for a training that changes weights in this block and above it
 * only: what lies below is the same in every step. The first batch whose logits a model gives with it fills it. Later batches
 * may have any of its rows, in any order and of any lanes; no weight below the block may change between them.
 */
export class HiddenBelow {
	/** The block. */
	readonly layer: number;
	/** The tokens of each row, by what is fed. */
	readonly #tokens = new Map<string, readonly number[]>();
	/** [tokens, hidden] */
	#hidden: tf.Tensor2D | undefined;

	constructor(layer: number) {
		this.layer = layer;
	}

	/** Whether it has all rows of a batch. */
	has(batch: TokenBatch): boolean {
		return batch.ids.every((_, row) => this.#tokens.has(fedAs(batch, row)));
	}

	/**
	 * For models: what enters the block, as it is kept or, the first time, as it is computed.
	 *
	 * @param compute returns [tokens, hidden], the rows of the batch one after the other; a constant to the gradient
	 * @returns [tokens, hidden] of the batch; this object's, or within the caller's `tf.tidy`
	 * @throws Error where it has other rows
	 */
	of(batch: TokenBatch, compute: () => tf.Tensor2D): tf.Tensor2D {
		if (this.#hidden === undefined) return this.#fill(batch, compute());
		const tokens = batch.ids.flatMap((_, row) => this.#tokensOf(batch, row));
		const isWhole = tokens.length === this.#hidden.shape[0] && tokens.every((token, i) => token === i);
		return isWhole ? this.#hidden : tf.gather(this.#hidden, tf.tensor1d(tokens, "int32"));
	}

	/** Frees what it holds; it may be filled anew. */
	dispose(): void {
		this.#hidden?.dispose();
		this.#hidden = undefined;
		this.#tokens.clear();
	}

	#fill(batch: TokenBatch, hidden: tf.Tensor2D): tf.Tensor2D {
		let next = 0;
		for (const [row, ids] of batch.ids.entries()) {
			this.#tokens.set(
				fedAs(batch, row),
				ids.map(() => next++),
			);
		}
		this.#hidden = tf.keep(hidden);
		return hidden;
	}

	#tokensOf(batch: TokenBatch, row: number): readonly number[] {
		const tokens = this.#tokens.get(fedAs(batch, row));
		if (tokens !== undefined) return tokens;
		throw new Error(
			`What enters block ${this.layer} was kept of other rows than row ${row}, [${batch.ids[row]}]`,
		);
	}
}

/** What the hidden states of a row depend on. */
const fedAs = ({ ids, mask, positions }: TokenBatch, row: number): string =>
	JSON.stringify([ids[row], mask?.[row], positions?.[row]]);
