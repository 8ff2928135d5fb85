/**
 * A WebAssembly function that runs one expression over float32 arrays, four elements at a time. Where numbers lie in
 * JavaScript memory it is the fastest way to a long elementwise formula: each array is read once, and nothing between
 * is stored. The module is put together here, so that the package carries no binary.
 */

/** Bytes of an expression, in WebAssembly's order: operands first. */
export type Code = readonly number[];

/** A SIMD instruction: the prefix 0xfd, then its number. */
const simd = (instruction: number): number[] => [0xfd, ...leb128(instruction)];
const binary =
	(instruction: number) =>
	(a: Code, b: Code): Code => [...a, ...b, ...simd(instruction)];

export const add = binary(0xe4);
export const subtract = binary(0xe5);
export const multiply = binary(0xe6);
export const divide = binary(0xe7);
export const minimum = binary(0xe8);
export const maximum = binary(0xe9);
export const squareRoot = (a: Code): Code => [...a, ...simd(0xe3)];

/** Instructions by their mnemonics. */
const op = { loop: 0x03, end: 0x0b, branchIf: 0x0d, get: 0x20, set: 0x21, tee: 0x22, less: 0x49, plus: 0x6a };
const type = { i32: 0x7f, f32: 0x7d, v128: 0x7b, function: 0x60, none: 0x40 };
const int32Constant = 0x41;
const lanes = { load: simd(0x00), store: simd(0x0b), splat: simd(0x13) };
const BYTES = 16;
/** Alignment as a power of two, and offset, of a load or store. */
const memoryArgument = [2, 0];

/** Arrays and numbers that an expression reads. */
export interface Operands {
	readonly arrays: readonly Code[];
	readonly scalars: readonly Code[];
	/** Keeps a value, so that it is computed once. @returns its code, and how to read it later */
	readonly keep: (value: Code) => { readonly first: Code; readonly again: Code };
}

export interface LoopShape {
	readonly arrays: number;
	readonly scalars: number;
	/** Values that `keep` may hold. */
	readonly kept: number;
	/** What is written to the array of each number, in this order. */
	readonly body: (operands: Operands) => readonly (readonly [array: number, value: Code])[];
}

/** @returns (byte offset of each array …, end of the first, number …) → void, over the memory `m` of module `e` */
export function loopModule({ arrays, scalars, kept, body }: LoopShape): Uint8Array {
	const end = arrays;
	const firstVector = arrays + 1 + scalars;
	const get = (local: number): Code => [op.get, ...leb128(local)];
	const set = (local: number): Code => [op.set, ...leb128(local)];
	const range = (count: number) => Array.from({ length: count }, (_, i) => i);
	let next = firstVector + scalars;
	const stores = body({
		arrays: range(arrays).map((i) => [...get(i), ...lanes.load, ...memoryArgument]),
		scalars: range(scalars).map((i) => get(firstVector + i)),
		keep(value) {
			const local = next++;
			return { first: [...value, op.tee, ...leb128(local)], again: get(local) };
		},
	});
	const code = [
		...range(scalars).flatMap((i) => [...get(end + 1 + i), ...lanes.splat, ...set(firstVector + i)]),
		...[op.loop, type.none],
		...stores.flatMap(([array, value]) => [...get(array), ...value, ...lanes.store, ...memoryArgument]),
		...range(arrays).flatMap((i) => [...get(i), int32Constant, BYTES, op.plus, ...set(i)]),
		...[...get(0), ...get(end), op.less, op.branchIf, 0, op.end, op.end],
	];
	const parameters = [...new Array(arrays + 1).fill(type.i32), ...new Array(scalars).fill(type.f32)];
	return moduleOf(parameters, [...vector([[...leb128(scalars + kept), type.v128]]), ...code]);
}

/** One function `f` of these parameters, over an imported memory. */
function moduleOf(parameters: Code, code: Code): Uint8Array {
	const magic = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
	const name = (letter: string): Code => [1, letter.charCodeAt(0)];
	return Uint8Array.from([
		...magic,
		...section(1, vector([[type.function, ...leb128(parameters.length), ...parameters, 0]])),
		...section(2, vector([[...name("e"), ...name("m"), 2, 0, 1]])),
		...section(3, vector([[0]])),
		...section(7, vector([[...name("f"), 0, 0]])),
		...section(10, vector([[...leb128(code.length), ...code]])),
	]);
}

const section = (id: number, content: Code): Code => [id, ...leb128(content.length), ...content];
const vector = (items: readonly Code[]): Code => [...leb128(items.length), ...items.flat()];

/** Unsigned LEB128: seven bits a byte, lowest first. */
function leb128(value: number): number[] {
	const bytes = [];
	for (let rest = value; ; rest >>>= 7) {
		if (rest < 128) return [...bytes, rest];
		bytes.push((rest & 127) | 128);
	}
}
