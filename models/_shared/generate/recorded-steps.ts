import { type Recording, record } from "#engine/recording";
import { tf } from "#engine/tf";
import { attention, joinHeads } from "../transformer/attention.ts";
import { maskValues } from "../transformer/attention-mask.ts";
import { begin, checkTokens, type Runnable, throughBlocks } from "../transformer/forward.ts";
import type { TokenLayout } from "../transformer/token-layout.ts";
import type { ColumnArrays } from "./column-arrays.ts";

/** Columns that are added to the room at once. */
const ROOM = 32;

/** A step of these rows and this room, and the arrays that it reads: these change from step to step, their shapes do not. */
interface Step {
	readonly recording: Recording;
	readonly ids: Int32Array;
	readonly positions: Int32Array;
	/** As attention adds it to its scores, for the columns of the room and the new one. */
	readonly mask: Float32Array;
}

/**
 * Steps by one token a row, after what has been read. A step is recorded once and run again until rows leave or the room
 * for keys and values is full: that saves making the same list of operations anew for every token.
 */
export class RecordedSteps {
	#memory: ColumnArrays;
	/** Of each row, 1 for every column that may be attended to. */
	#seen: Uint8Array[];
	#step: Step | undefined;

	/** @param memory keys and values of the columns seen, of each layer in turn */
	constructor(memory: ColumnArrays, seen: readonly Uint8Array[]) {
		this.#memory = memory;
		this.#seen = [...seen];
	}

	/** Reads the next token of each row. @returns logits after it, [rows, vocab]; the caller's */
	read(runnable: Runnable, tokens: TokenLayout): tf.Tensor2D {
		checkTokens(runnable.network, tokens);
		const column = this.#seen[0]!.length;
		if (column === this.#memory.shape[2]) this.#lay([...this.#seen.keys()], column + ROOM);
		this.#step ??= this.#record(runnable, tokens);
		const step = this.#step;
		step.ids.set(tokens.ids);
		step.positions.set(tokens.positions);
		step.mask.set(this.#mask(runnable.network.group));
		const [logits, ...added] = step.recording.run();
		this.#memory.fill(column, added);
		this.#seen = this.#seen.map((row) => Uint8Array.of(...row, 1));
		return tf.tensor2d(logits!, [tokens.rows, runnable.network.shape.vocab]);
	}

	/** Forgets all rows but these, and numbers them anew. */
	keepRows(rows: readonly number[]): void {
		this.#seen = rows.map((row) => this.#seen[row]!);
		this.#lay(rows, this.#memory.shape[2]);
	}

	/** Lays keys and values of these rows anew, with so much room. */
	#lay(rows: readonly number[], room: number): void {
		this.#memory = this.#memory.copy(rows, room);
		this.#step = undefined;
	}

	/** The columns seen, then empty ones, then the new one. */
	#mask(group: number): Float32Array {
		const room = this.#memory.shape[2];
		const shown = this.#seen.flatMap((row) => [...row, ...new Array<number>(room - row.length).fill(0), 1]);
		return maskValues({ rows: this.#seen.length, queries: 1, seen: room + 1, group }, Uint8Array.from(shown));
	}

	#record(runnable: Runnable, { rows, laneSizes }: TokenLayout): Step {
		const { network } = runnable;
		const { shape, arrays } = this.#memory;
		const columns = shape[2] + 1; // the room's and the new one
		const [ids, positions] = [new Int32Array(rows), new Int32Array(rows)];
		const mask = new Float32Array(rows * network.group * columns);
		const places = { rows, columns: 1, ids, positions, positionsBelow: columns };
		const tokens: TokenLayout = { ...places, ...(laneSizes && { laneSizes }) };
		const recording = record(() => {
			const pass = begin(runnable, tokens);
			const hidden = tf.tensor4d(mask, [rows, 1, network.group, columns]);
			const pasts = arrays.map((array) => tf.tensor4d(array, [...shape]));
			const added: tf.Tensor[] = [];
			const last = throughBlocks(runnable, pass, pass.embed(), {
				from: 0,
				to: network.shape.layers,
				attendIn: (layer) => (query, keys, values) => {
					const past = { keys: pasts[2 * layer]!, values: pasts[2 * layer + 1]! };
					return joinHeads(attention(query, [past, { keys, values }], hidden), tokens);
				},
				readIn: (layer) => pasts.slice(2 * layer, 2 * layer + 2),
				onPair: (_, { keys, values }) => void added.push(keys, values),
			});
			return [pass.head(last), ...added];
		});
		return { recording, ids, positions, mask };
	}
}
