import type { ElementArray, NumericArray } from "../element-type.ts";
import type { Operation } from "../operation.ts";

/** Numbers, or what an operation will give. */
export type Source = Pending | ElementArray;

/** What goes into an operation: a source, seen in some shape. */
export interface Operand {
	readonly source: Source;
	readonly shape: readonly number[];
}

let count = 0;

/** The order of the next one. */
export const nextOrder = (): number => count;

/** A result that nobody has asked for yet. */
export class Pending {
	/** Operands have lower numbers than what is made of them. */
	readonly order = count++;
	readonly operation: Operation;
	readonly shape: readonly number[];
	#operands: readonly Operand[];
	#values: NumericArray | undefined;

	constructor(operation: Operation, operands: readonly Operand[], shape: readonly number[]) {
		this.operation = operation;
		this.shape = shape;
		this.#operands = operands;
	}

	/** None once it is computed. */
	get operands(): readonly Operand[] {
		return this.#operands;
	}

	/** Undefined until it is computed. */
	get values(): NumericArray | undefined {
		return this.#values;
	}

	/** Keeps what was computed, and lets go of what it was computed from. */
	settle(values: NumericArray): void {
		this.#values = values;
		this.#operands = [];
	}
}
