import type { Operation } from "../operation.ts";
import { Pending, type Source } from "./pending.ts";
import { neededFor } from "./program.ts";

/** What stands for what: that of the trace first, then that of the copy. */
export type Copies = Map<Source, Source>;

const standInFor: Operation = {
	key: "Stand-in",
	inputs: [],
	output: "float32",
	build: () => {
		throw new Error("What is traced has no numbers: they cannot be read");
	},
};

/** An input of a trace. It is never computed. */
export const standIn = (shape: readonly number[]): Pending => new Pending(standInFor, [], shape);

/**
 * What some results are made of, as far as it depends on inputs, in order.
 *
 * @param first order of the first that may
 */
export function madeFrom(
	inputs: readonly Source[],
	results: readonly Source[],
	first: number,
): readonly Pending[] {
	const depending = new Set(inputs);
	const pending = results.filter((result) => result instanceof Pending);
	return neededFor(pending).filter((one) => {
		if (one.order < first || !one.operands.some(({ source }) => depending.has(source))) return false;
		depending.add(one);
		return true;
	});
}

/** Puts operations off again. @param copies of their inputs, and of operations copied before; it grows */
export function copyAll(operations: readonly Pending[], copies: Copies): void {
	for (const one of operations) {
		if (copies.has(one)) continue;
		const operands = one.operands.map(({ source, shape }) => ({
			source: copies.get(source) ?? source,
			shape,
		}));
		copies.set(one, new Pending(one.operation, operands, one.shape));
	}
}
