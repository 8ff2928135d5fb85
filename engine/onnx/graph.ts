import type { Attributes } from "./attribute.ts";
import type { ElementArray, ElementArrays, ElementType } from "./element-type.ts";

/** The domain of ONNX Runtime's own operators, such as FusedMatMul. ONNX's operators have the domain "". */
export const MICROSOFT = "com.microsoft";

/** Dimensions: numbers where known, names where they are not. */
export type Dimensions = readonly (number | string)[];

export interface GraphNode {
	readonly type: string;
	readonly domain: string;
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly attributes: Attributes;
}

export interface GraphValue {
	readonly name: string;
	readonly type: ElementType;
	/** Absent: any rank. A graph without shapes serves all shapes. */
	readonly dimensions: Dimensions | undefined;
}

/** Where an initialiser lies in a file, which ONNX Runtime maps into memory. Units: bytes. */
export interface FileRegion {
	readonly file: string;
	readonly offset: number;
	readonly length: number;
}

export interface GraphInitializer {
	readonly name: string;
	readonly type: ElementType;
	readonly shape: readonly number[];
	readonly content: { readonly data: ElementArray } | FileRegion;
}

interface OpOptions {
	readonly attributes?: Attributes;
	/** `MICROSOFT` for ONNX Runtime's own operators. */
	readonly domain?: string;
}

/**
 * An ONNX graph under construction. A value is its name: `const y = graph.op("Add", [graph.input("x"), bias])`.
 * Operators: https://onnx.ai/onnx/operators and, in the domain `MICROSOFT`, ContribOperators.md of ONNX Runtime.
 */
export class Graph {
	readonly inputs: GraphValue[] = [];
	readonly outputs: GraphValue[] = [];
	readonly initializers: GraphInitializer[] = [];
	readonly nodes: GraphNode[] = [];
	private readonly known = new Set<string>();
	private readonly constants = new Map<string, string>();
	private readonly made = new Map<string, readonly string[]>();

	/** Declares a value that every run is given. */
	input(name: string, type: ElementType = "float32", dimensions?: Dimensions): string {
		this.define(name);
		this.inputs.push({ name, type, dimensions });
		return name;
	}

	/** Declares that runs may ask for `value`, under the name `name`. */
	output(value: string, name: string, type: ElementType = "float32"): string {
		if (name !== value) this.add("Identity", [value], [name], {});
		else this.checkKnown("output", [value]);
		this.outputs.push({ name, type, dimensions: undefined });
		return name;
	}

	/** A tensor stored in the model. ONNX Runtime may keep a private, packed copy of it. */
	initializer<T extends ElementType>(
		name: string,
		type: T,
		shape: readonly number[],
		data: ElementArrays[T],
	): string {
		return this.store({ name, type, shape, content: { data } });
	}

	/** A tensor stored in a file; see `externalFolder` of a session. */
	externalInitializer(name: string, type: ElementType, shape: readonly number[], region: FileRegion): string {
		return this.store({ name, type, shape, content: region });
	}

	/** A float32 constant without dimensions. */
	scalar(value: number): string {
		const key = Object.is(value, -0) ? "-0" : `${value}`;
		return this.constant(`scalar ${key}`, "float32", [], Float32Array.of(value));
	}

	/** A vector of int64 constants, as axes, shapes and indices are passed. */
	int64(values: readonly number[]): string {
		return this.constant(`int64 ${values}`, "int64", [values.length], BigInt64Array.from(values, BigInt));
	}

	/**
	 * Adds an operator with one output and returns it. The input "" leaves an optional input out. What the graph
	 * computes already is not computed again: a gradient finds what the forward pass made.
	 */
	op(type: string, inputs: readonly string[], options: OpOptions = {}): string {
		return this.ops(type, inputs, 1, options)[0]!;
	}

	/** Adds an operator with several outputs and returns them; else as `op`. */
	ops(type: string, inputs: readonly string[], outputs: number, options: OpOptions = {}): readonly string[] {
		const attributes = Object.entries(options.attributes ?? {}).map(([name, value]) => `${name}=${value}`);
		const key = `${outputs} ${options.domain ?? ""} ${type}(${inputs}) ${attributes}`;
		const known = this.made.get(key);
		if (known !== undefined) return known;
		const node = `${type}_${this.nodes.length}`;
		const names = outputs === 1 ? [node] : Array.from({ length: outputs }, (_, i) => `${node}.${i}`);
		this.add(type, inputs, names, options);
		this.made.set(key, names);
		return names;
	}

	/** One initialiser for each different constant. */
	private constant<T extends ElementType>(
		key: string,
		type: T,
		shape: readonly number[],
		data: ElementArrays[T],
	): string {
		const existing = this.constants.get(key);
		if (existing !== undefined) return existing;
		const name = this.initializer(`constant_${this.constants.size}`, type, shape, data);
		this.constants.set(key, name);
		return name;
	}

	private store(initializer: GraphInitializer): string {
		this.define(initializer.name);
		this.initializers.push(initializer);
		return initializer.name;
	}

	private add(type: string, inputs: readonly string[], outputs: readonly string[], options: OpOptions): void {
		this.checkKnown(type, inputs);
		for (const output of outputs) this.define(output);
		this.nodes.push({
			type,
			domain: options.domain ?? "",
			inputs,
			outputs,
			attributes: options.attributes ?? {},
		});
	}

	private define(name: string): void {
		if (this.known.has(name)) throw new Error(`The graph defines the value '${name}' twice`);
		this.known.add(name);
	}

	// ONNX Runtime reports a missing value by the name of the node, long after the mistake.
	private checkKnown(reader: string, inputs: readonly string[]): void {
		for (const input of inputs) {
			if (input !== "" && !this.known.has(input)) {
				throw new Error(`'${reader}' reads '${input}', which nothing in the graph defines before it`);
			}
		}
	}
}
