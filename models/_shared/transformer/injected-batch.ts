import type { InjectedBatch, InjectionPlace, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import { type Attend, attention, joinHeads, type KeyValues } from "./attention.ts";
import { attentionMask } from "./attention-mask.ts";
import { flatPositions } from "./flat-positions.ts";
import { attendWithin, begin, type Runnable, rowsAt, throughBlocks } from "./forward.ts";
import { spreadOver } from "./inject.ts";
import { layoutOf, rectangleOf, type TokenLayout } from "./token-layout.ts";

/** What does not depend on an injection. */
type Known = {
	/** Output of the injection's block at the tokens from each row's start on. [tokens, hidden] */
	hidden: tf.Tensor2D;
	/** Of the tokens before, for each block above; none where no row has such tokens. */
	past: KeyValues[];
};

/** Where each row begins to depend on the injection, and the tokens from there on. */
interface Division {
	readonly whole: TokenLayout;
	readonly starts: readonly number[];
	/** Tokens of each row from its start on. */
	readonly lengths: readonly number[];
	readonly late: TokenLayout;
}

/**
 * Logits of a batch as a function of what is added at one site. Attention looks back only, so that blocks up to the
 * injection's, and above it all tokens before the first one changed or asked about in a row, are computed once; each
 * call computes the rest.
 */
export function injectedBatch(
	runnable: Runnable,
	ids: readonly (readonly number[])[],
	at: readonly TokenPosition[],
	place: InjectionPlace,
): InjectedBatch {
	const division = divide(ids, [...at, ...place.at]);
	const { starts, late } = division;
	const shift = ([row, column]: TokenPosition) => [row, column - starts[row]!] as const;
	const [asked, changed] = [at.map(shift), flatPositions(late, place.at.map(shift))];
	const known = tf.tidy(() => computeKnown(runnable, division, place.layer));
	const mask = maskOf(runnable, division);
	return {
		logits: (tensor) =>
			tf.tidy(() => {
				const pass = begin(runnable, late);
				const from = place.layer + 1;
				const pastOf = (layer: number) => known.past.slice(layer - from, layer - from + 1);
				const attendIn =
					(layer: number): Attend =>
					(query, keys, values) =>
						joinHeads(attention(query, [...pastOf(layer), { keys, values }], mask), late);
				const readIn = (layer: number) => pastOf(layer).flatMap(({ keys, values }) => [keys, values]);
				const injected: tf.Tensor2D = tf.add(known.hidden, spreadOver(late.ids.length, changed, tensor)); // [tokens, hidden]
				const to = runnable.network.shape.layers;
				const hidden = throughBlocks(runnable, pass, injected, { from, to, attendIn, readIn });
				return pass.head(rowsAt(hidden, late, asked));
			}),
		dispose: () =>
			tf.dispose([known.hidden, ...known.past.flatMap(({ keys, values }) => [keys, values]), mask ?? []]),
	};
}

function divide(ids: readonly (readonly number[])[], places: readonly TokenPosition[]): Division {
	const starts = ids.map((row, i) =>
		places.reduce((first, [of, column]) => (of === i ? Math.min(first, column) : first), row.length - 1),
	);
	const rest = ids.map((row, i) => row.slice(starts[i]));
	const positions = rest.map((row, i) => row.map((_, column) => starts[i]! + column));
	const lengths = rest.map((row) => row.length);
	return { whole: rectangleOf({ ids }), starts, lengths, late: layoutOf({ ids: rest, positions }) };
}

function computeKnown(runnable: Runnable, division: Division, last: number): Known {
	const { whole, starts, lengths } = division;
	const pass = begin(runnable, whole);
	const attend = attendWithin(runnable, whole);
	const hidden = throughBlocks(runnable, pass, pass.embed(), {
		from: 0,
		to: last + 1,
		attendIn: () => attend,
	}); // [tokens, hidden]
	const lateTokens = starts.flatMap((start, row) =>
		Array.from({ length: lengths[row]! }, (_, column) => row * whole.columns + start + column),
	);
	return {
		hidden: tf.gather(hidden, tf.tensor1d(lateTokens, "int32")),
		past: pastPairs(runnable, hidden, division, last),
	};
}

/** Runs the tokens before each row's start through the blocks above, for their keys and values. */
function pastPairs(
	runnable: Runnable,
	all: tf.Tensor2D,
	{ whole, starts }: Division,
	last: number,
): KeyValues[] {
	const columns = Math.max(...starts);
	if (columns === 0) return [];
	const idsOf = (row: number) => whole.ids.subarray(row * whole.columns, (row + 1) * whole.columns);
	const early = rectangleOf({ ids: starts.map((start, row) => [...idsOf(row).subarray(0, start)]) });
	const tokens = starts.flatMap((_, row) =>
		Array.from({ length: columns }, (_, column) => row * whole.columns + column),
	);
	const pass = begin(runnable, early);
	const attend = attendWithin(runnable, early);
	const pairs: KeyValues[] = [];
	throughBlocks(runnable, pass, tf.gather(all, tf.tensor1d(tokens, "int32")), {
		from: last + 1,
		to: runnable.network.shape.layers,
		attendIn: () => attend,
		onPair: (_, pair) => void pairs.push(pair),
	});
	return pairs;
}

/** What the tokens from each row's start on may attend to: its tokens before, and each other. */
function maskOf({ network }: Runnable, { starts, lengths, late }: Division): tf.Tensor4D | undefined {
	const { rows, columns } = late;
	const past = Math.max(...starts);
	const seen = past + columns;
	const tokens = new Uint8Array(rows * seen);
	for (let row = 0; row < rows; row++) {
		tokens.fill(1, row * seen, row * seen + starts[row]!);
		tokens.fill(1, row * seen + past, row * seen + past + lengths[row]!);
	}
	return attentionMask({ rows, queries: columns, seen, group: network.group }, tokens);
}
