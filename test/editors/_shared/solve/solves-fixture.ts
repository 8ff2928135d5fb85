import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";

type Rows = readonly (readonly number[])[];

/** What scripts/reference/solves.py wrote: matrices by row, updates as [hidden, inner]. */
interface Solves {
	readonly settings: Readonly<Record<"threshold" | "l2" | "weight" | "ridge", number>>;
	readonly inputs: Readonly<Record<"w" | "contexts" | "k" | "r" | "earlier" | "c" | "low", Rows>> & {
		readonly z: readonly number[];
		readonly bare: readonly number[];
	};
	readonly updates: Readonly<Record<string, Rows>>;
}

const file = new URL("../../../fixtures/solves.json", import.meta.url);
export const solves: Solves = JSON.parse(readFileSync(file, "utf8"));

export const flat = (rows: Rows): Float64Array => Float64Array.from(rows.flat());

/** Columns of a matrix, as vectors. */
export const columnsOf = (rows: Rows): Float64Array[] =>
	rows[0]!.map((_, column) => Float64Array.from(rows, (row) => row[column]!));

/** Fails where Σ outᵣ inᵣᵀ is not the update of a method, to 1e-9 of its length. */
export function assertUpdate(
	method: string,
	outs: readonly ArrayLike<number>[],
	ins: readonly ArrayLike<number>[],
): void {
	const want = solves.updates[method]!;
	const error = want.flatMap((row, i) =>
		row.map((value, j) => outs.reduce((sum, out, r) => sum + out[i]! * ins[r]![j]!, 0) - value),
	);
	assert.ok(
		Math.hypot(...error) <= 1e-9 * Math.hypot(...want.flat()),
		`${method} is off by ${Math.hypot(...error)}`,
	);
}
