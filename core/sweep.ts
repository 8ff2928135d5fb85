/** Several values for one parameter; the runner runs one cell per value. */
export interface Sweep<T> {
	readonly kind: "sweep";
	readonly values: readonly T[];
}

/**
 * Declares an axis of the grid.
 *
 * @example
 * ```ts
 * import { sweep } from "editbench";
 * import { ftM } from "editbench/editors";
 *
 * ftM({ steps: sweep(5, 10, 25) }); // three rows in the table
 * ```
 */
export const sweep = <const T>(...values: [T, ...T[]]): Sweep<T> => ({ kind: "sweep", values });

/** Lets every property of `T` be a single value or a sweep. */
export type Sweepable<T> = { [K in keyof T]: T[K] | Sweep<Exclude<T[K], undefined>> };

const isSweep = (value: unknown): value is Sweep<unknown> =>
	typeof value === "object" && value !== null && "kind" in value && value.kind === "sweep";

/** Cartesian product of all swept properties, first property slowest. */
export function expandSweeps(params: object): Record<string, unknown>[] {
	let rows: Record<string, unknown>[] = [{}];
	for (const [key, value] of Object.entries(params)) {
		const values = isSweep(value) ? value.values : [value];
		rows = rows.flatMap((row) => values.map((one) => ({ ...row, [key]: one })));
	}
	return rows;
}
