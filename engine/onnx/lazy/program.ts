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
		const sources = operands.map((operand) => sourceOf(operand, numbers, inputs));
		key += `${operation.key}(${sources.map(sourceKey)})`;
		return { operation, sources };
	});
	const places = wanted.map((pending) => numbers.get(pending)!);
	return { key: `${key}:${places}`, steps, inputs: inputs.tensors, wanted: places };
}

/** The results themselves and all that they are made of, in the order in which they were asked for. */
function neededFor(wanted: readonly Pending[]): Pending[] {
	const needed = new Set(wanted);
	// A set may grow while it is gone through.
	for (const { operands } of needed) {
		for (const { source } of operands) {
			if (source instanceof Pending && source.values === undefined) needed.add(source);
		}
	}
	return [...needed].sort((a, b) => a.order - b.order);
}

function sourceOf({ source, shape }: Operand, numbers: ReadonlyMap<Pending, number>, inputs: Inputs): Source {
	if (!(source instanceof Pending)) return { kind: "input", index: inputs.numberOf(source, shape) };
	if (source.values !== undefined) return { kind: "input", index: inputs.numberOf(source.values, shape) };
	const index = numbers.get(source)!;
	const isSame = source.shape.length === shape.length && shape.every((size, i) => size === source.shape[i]);
	return isSame ? { kind: "step", index } : { kind: "step", index, shape: inputs.numberOfShape(shape) };
}

const sourceKey = ({ kind, index, shape }: Source): string =>
	kind === "input" ? `i${index}` : shape === undefined ? `${index}` : `${index}@${shape}`;

/** What a program is fed: each array in each of its shapes once, each list of sizes once. */
class Inputs {
	readonly tensors: OnnxTensor[] = [];
	readonly #arrays = new Map<ElementArray, { readonly shape: readonly number[]; readonly index: number }[]>();
	readonly #lists = new Map<string, number>();

	numberOf(values: ElementArray, shape: readonly number[]): number {
		if (values instanceof BigInt64Array) return this.#numberOfList(values, shape);
		const known = this.#arrays.get(values) ?? [];
		this.#arrays.set(values, known);
		const found = known.find((one) => one.shape.length === shape.length && `${one.shape}` === `${shape}`);
		if (found !== undefined) return found.index;
		const index = this.tensors.push(onnxTensor(values, shape)) - 1;
		known.push({ shape, index });
		return index;
	}

	numberOfShape(shape: readonly number[]): number {
		return this.#numberOfList(BigInt64Array.from(shape, BigInt), [shape.length]);
	}

	#numberOfList(values: BigInt64Array, shape: readonly number[]): number {
		const key = `${values}:${shape}`;
		const known = this.#lists.get(key);
		if (known !== undefined) return known;
		const index = this.tensors.push(onnxTensor(values, shape)) - 1;
		this.#lists.set(key, index);
		return index;
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
	const outputs = wanted.map((step) =>
		graph.output(results[step]!, results[step]!, steps[step]!.operation.output),
	);
	return { graph, outputs };
}

export const inputName = (index: number): string => `in${index}`;
