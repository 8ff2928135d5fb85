import type { ElementArray } from "../element-type.ts";
import { Graph } from "../graph.ts";
import { type OnnxTensor, onnxTensor } from "../onnx-tensor.ts";
import type { Operation } from "../operation.ts";
import { type Operand, Pending } from "./pending.ts";

/** Where an operation's input comes from, by number: a step before, in another shape perhaps, or an input. */
interface Source {
	readonly kind: "step" | "input";
	readonly index: number;
	/** The input that holds the shape. */
	readonly shape?: number;
}

interface Step {
	readonly operation: Operation;
	readonly sources: readonly Source[];
}

/**
 * Everything that some results need, in order, with numbers and shapes taken out: the same code run again gives the
 * same program with other inputs. `key` names it.
 */
export interface Program {
	readonly key: string;
	readonly steps: readonly Step[];
	readonly inputs: readonly OnnxTensor[];
	/** Steps whose results are wanted. */
	readonly wanted: readonly number[];
}

/** @param wanted results not yet computed */
export function programOf(wanted: readonly Pending[]): Program {
	const order = neededFor(wanted);
	const numbers = new Map(order.map((pending, i) => [pending, i]));
	const inputs = new Inputs();
	let key = "";
	const steps = order.map(({ operation, operands }): Step => {
		const sources = operands.map((operand) => sourceOf(operand, operation, { numbers, inputs }));
		key += `${operation.key}(${sources.map(sourceKey)})`;
		return { operation, sources };
	});
	const places = wanted.map((pending) => numbers.get(pending)!);
	return { key: `${key}:${places}`, steps, inputs: inputs.tensors, wanted: places };
}

/** The results themselves and all that they are made of, in the order in which they were asked for. */
export function neededFor(wanted: readonly Pending[]): Pending[] {
	const needed = new Set(wanted);
	// A set may grow while it is gone through.
	for (const { operands } of needed) {
		for (const { source } of operands) {
			if (source instanceof Pending && source.values === undefined) needed.add(source);
		}
	}
	return [...needed].sort((a, b) => a.order - b.order);
}

function sourceOf(
	{ source, shape }: Operand,
	{ key }: Operation,
	{ numbers, inputs }: { readonly numbers: ReadonlyMap<Pending, number>; readonly inputs: Inputs },
): Source {
	const fed = (values: ElementArray): Source => ({
		kind: "input",
		index: inputs.numberOf(values, shape),
	});
	if (!(source instanceof Pending)) return fed(source);
	if (source.values !== undefined) return fed(source.values);
	const index = numbers.get(source)!;
	const isSame = source.shape.length === shape.length && shape.every((size, i) => size === source.shape[i]);
	if (isSame) return { kind: "step", index };
	return { kind: "step", index, shape: inputs.numberOfShape(shape, `${source.operation.key} for ${key}`) };
}

const sourceKey = ({ kind, index, shape }: Source): string =>
	kind === "input" ? `i${index}` : shape === undefined ? `${index}` : `${index}@${shape}`;

/**
 * What a program is fed: each array in each of its shapes once, and each shape of what is made on the way once a role.
 * Lists of different roles that happen to be equal stay apart, or every such chance would make another program.
 */
class Inputs {
	readonly tensors: OnnxTensor[] = [];
	readonly #arrays = new Map<ElementArray, { readonly shape: string; readonly index: number }[]>();
	readonly #shapes = new Map<string, number>();

	numberOf(values: ElementArray, shape: readonly number[]): number {
		if (values instanceof BigInt64Array) return this.#add(values, shape);
		const known = this.#arrays.get(values) ?? [];
		const name = shape.join();
		const found = known.find((one) => one.shape === name);
		if (found !== undefined) return found.index;
		const index = this.#add(values, shape);
		this.#arrays.set(values, [...known, { shape: name, index }]);
		return index;
	}

	/** @param role what has the shape, and what for */
	numberOfShape(shape: readonly number[], role: string): number {
		const name = `${shape} of ${role}`;
		const index = this.#shapes.get(name) ?? this.#add(BigInt64Array.from(shape, BigInt), [shape.length]);
		this.#shapes.set(name, index);
		return index;
	}

	#add(values: ElementArray, shape: readonly number[]): number {
		return this.tensors.push(onnxTensor(values, shape)) - 1;
	}
}

/** The names of a program's inputs and of what it is wanted for, in a graph made of it. */
export interface BuiltProgram {
	readonly graph: Graph;
	readonly outputs: readonly string[];
}

export function buildProgram({ steps, inputs, wanted }: Program): BuiltProgram {
	const graph = new Graph();
	for (const [i, { type }] of inputs.entries()) graph.input(inputName(i), type);
	const results: string[] = [];
	const nameOf = ({ kind, index, shape }: Source): string => {
		if (kind === "input") return inputName(index);
		if (shape === undefined) return results[index]!;
		return graph.op("Reshape", [results[index]!, inputName(shape)]);
	};
	for (const { operation, sources } of steps) results.push(operation.build(graph, sources.map(nameOf)));
	const outputs: string[] = [];
	for (const [i, step] of wanted.entries()) {
		const result = results[step]!;
		// Equal steps are one node, and each that is wanted has memory of its own.
		const name = outputs.includes(result) ? `${result}/${i}` : result;
		outputs.push(graph.output(result, name, steps[step]!.operation.output));
	}
	return { graph, outputs };
}

export const inputName = (index: number): string => `in${index}`;
