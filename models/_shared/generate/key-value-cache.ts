import { tf } from "#engine/tf";
import { type Attend, attention, joinHeads, type KeyValues } from "../transformer/attention.ts";
import type { TokenLayout } from "../transformer/token-layout.ts";
import { ColumnArrays } from "./column-arrays.ts";

/** Columns that are appended one by one before they are joined to the many, which are not copied in between. */
const MOST_RECENT = 16;

interface Memory {
	readonly past?: KeyValues;
	readonly recent?: KeyValues;
}

/** Keys and values of the tokens that a model has read, so that each new token is computed alone. */
export class KeyValueCache {
	/** By layer. */
	readonly #memories: Memory[] = [];

	/** Attention of a block's new tokens over all tokens so far, these included. */
	attend(layer: number, mask: tf.Tensor4D | undefined, tokens: TokenLayout): Attend {
		const { past, recent } = this.#of(layer);
		return (query, keys, values) => {
			const now = withRecent(recent, { keys, values });
			return joinHeads(attention(query, past === undefined ? [now] : [past, now], mask), tokens);
		};
	}

	/** What a block's attention reads of the tokens before. */
	readIn(layer: number): readonly tf.Tensor[] {
		return tensorsOf(this.#of(layer));
	}

	/** Remembers keys and values of a block's new tokens, which are taken over. */
	add(layer: number, pair: KeyValues): void {
		const { past, recent } = this.#of(layer);
		const now = withRecent(recent, pair);
		if (now.keys.shape[2] < MOST_RECENT) this.#set(layer, { ...(past && { past }), recent: now });
		else this.#set(layer, { past: past === undefined ? now : joined(past, now) });
	}

	/** Hands over all keys and values: a copy. Nothing is left. */
	async takeArrays(): Promise<ColumnArrays> {
		const tensors = tf.tidy(() =>
			this.#memories.flatMap(({ past, recent }) => {
				const all = past && recent ? joined(past, recent) : (past ?? recent)!;
				return [all.keys, all.values];
			}),
		);
		const arrays = await Promise.all(tensors.map((tensor) => tensor.data<"float32">()));
		const shape = tensors[0]!.shape;
		tf.dispose(tensors);
		this.dispose();
		return new ColumnArrays(shape, arrays);
	}

	/** Forgets all rows but these, and numbers them anew. */
	keepRows(rows: readonly number[]): void {
		tf.tidy(() => {
			const kept = tf.tensor1d(rows as number[], "int32");
			const rowsOf = ({ keys, values }: KeyValues): KeyValues => ({
				keys: tf.gather(keys, kept),
				values: tf.gather(values, kept),
			});
			this.#memories.forEach(({ past, recent }, layer) => {
				this.#set(layer, { ...(past && { past: rowsOf(past) }), ...(recent && { recent: rowsOf(recent) }) });
			});
		});
	}

	dispose(): void {
		for (const memory of this.#memories) tf.dispose(tensorsOf(memory));
		this.#memories.length = 0;
	}

	#of(layer: number): Memory {
		return this.#memories[layer] ?? {};
	}

	#set(layer: number, memory: Memory): void {
		const kept = new Set(tensorsOf(memory));
		const before = tensorsOf(this.#of(layer));
		for (const tensor of kept) tf.keep(tensor);
		this.#memories[layer] = memory;
		tf.dispose(before.filter((tensor) => !kept.has(tensor)));
	}
}

const joined = (a: KeyValues, b: KeyValues): KeyValues => ({
	keys: tf.concat([a.keys, b.keys], 2),
	values: tf.concat([a.values, b.values], 2),
});

const withRecent = (recent: KeyValues | undefined, pair: KeyValues): KeyValues =>
	recent === undefined ? pair : joined(recent, pair);

const tensorsOf = ({ past, recent }: Memory): tf.Tensor[] =>
	[past, recent].flatMap((pair) => (pair === undefined ? [] : [pair.keys, pair.values]));
