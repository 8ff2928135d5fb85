import type { Reading, TokenPosition } from "#core/editable-model";
import { canRecord } from "#engine/recording";
import { tf } from "#engine/tf";
import { attentionMask } from "../transformer/attention-mask.ts";
import { begin, type Runnable, rowsAt, throughBlocks } from "../transformer/forward.ts";
import type { TokenLayout } from "../transformer/token-layout.ts";
import { KeyValueCache } from "./key-value-cache.ts";
import { RecordedSteps } from "./recorded-steps.ts";

/** Rows that a network has read: their keys and values, and what it would say next. */
export class ReadRows implements Reading {
	readonly #cache = new KeyValueCache();
	/** Of each row, 1 for every column that may be attended to. */
	#seen: Uint8Array[] | undefined;
	#next: tf.Tensor2D | undefined;
	/** What goes on in the cache's stead, where the engine can record. */
	#steps: RecordedSteps | undefined;

	/** Reads one more token of each row. */
	async readNext(runnable: Runnable, tokens: TokenLayout): Promise<void> {
		if (!canRecord()) {
			this.read(runnable, tokens, []).dispose();
			return;
		}
		this.#steps ??= new RecordedSteps(await this.#cache.takeArrays(), this.#seen!);
		this.#next = this.#steps.read(runnable, tokens);
	}

	/**
	 * Reads tokens of all rows: their first, or more of them.
	 *
	 * @returns logits at some of these, [at, vocab]
	 */
	read(runnable: Runnable, tokens: TokenLayout, at: readonly TokenPosition[]): tf.Tensor2D {
		const fresh = seenBy(tokens);
		this.#seen = this.#seen?.map((row, i) => Uint8Array.of(...row, ...fresh[i]!)) ?? fresh;
		const { network } = runnable;
		return tf.tidy(() => {
			const pass = begin(runnable, tokens);
			const mask = maskOf(this.#seen!, tokens.columns, network.group);
			const hidden = throughBlocks(runnable, pass, pass.embed(), {
				from: 0,
				to: network.shape.layers,
				attendIn: (layer) => this.#cache.attend(layer, mask, tokens),
				readIn: (layer) => this.#cache.readIn(layer),
				onPair: (layer, pair) => this.#cache.add(layer, pair),
			});
			const last = fresh.map((row, i) => [i, row.lastIndexOf(1)] as const);
			this.#next = tf.keep(pass.head(rowsAt(hidden, tokens, last)));
			return at.length === 0 ? tf.zeros([0, network.shape.vocab]) : pass.head(rowsAt(hidden, tokens, at));
		});
	}

	/** Logits after the last token of each row, [rows, vocab], for the caller to dispose. They are there once. */
	takeNext(): tf.Tensor2D {
		const next = this.#next;
		if (next === undefined) throw new Error("These rows have been gone on from already");
		this.#next = undefined;
		return next;
	}

	keepRows(rows: readonly number[]): void {
		if (rows.length === this.#seen?.length) return;
		this.#cache.keepRows(rows);
		this.#steps?.keepRows(rows);
		this.#seen = rows.map((row) => this.#seen![row]!);
		if (this.#next === undefined) return;
		const all = this.takeNext();
		this.#next = tf.tidy(() => tf.keep(tf.gather(all, tf.tensor1d([...rows], "int32"))));
		all.dispose();
	}

	dispose(): void {
		this.#cache.dispose();
		this.#next?.dispose();
		this.#next = undefined;
	}
}

/** Slots of each row that hold a token. */
function seenBy({ rows, columns, slots }: TokenLayout): Uint8Array[] {
	const taken = new Uint8Array(rows * columns).fill(slots === undefined ? 1 : 0);
	for (const slot of slots ?? []) taken[slot] = 1;
	return Array.from({ length: rows }, (_, row) => taken.slice(row * columns, (row + 1) * columns));
}

/** The mask for the last of the columns seen. */
function maskOf(seen: readonly Uint8Array[], queries: number, group: number): tf.Tensor4D | undefined {
	const sizes = { rows: seen.length, queries, seen: seen[0]!.length, group };
	return attentionMask(sizes, seen.some((row) => row.includes(0)) ? joined(seen) : undefined);
}

/** Rows of one length, one after the other. */
function joined(rows: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(rows.length * rows[0]!.length);
	rows.forEach((row, i) => void all.set(row, i * row.length));
	return all;
}
