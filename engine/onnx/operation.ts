import type { ElementType, NumericType } from "./element-type.ts";
import type { Graph } from "./graph.ts";

/** A small graph with one output that a kernel runs: most often one ONNX operator. */
export interface Operation {
	/** Names the compiled graph: operations of equal keys must be equal. */
	readonly key: string;
	readonly inputs: readonly ElementType[];
	readonly output: NumericType;
	/** Adds the operators and returns the output. */
	readonly build: (graph: Graph, inputs: readonly string[]) => string;
	/**
	 * Several threads? Each such operation keeps threads of its own, so this is for matrix products. Elementwise
	 * operators are bound by memory and gained nothing from a second thread (measured up to 1.6 million numbers).
	 */
	readonly parallel?: boolean;
}

/** An operation for each element type, its key included. */
export function perType<T extends NumericType>(
	types: readonly T[],
	operationOf: (type: T) => Operation,
): ReadonlyMap<NumericType, Operation> {
	return new Map(
		types.map((type) => {
			const operation = operationOf(type);
			return [type, { ...operation, key: `${operation.key} ${type}` }];
		}),
	);
}
