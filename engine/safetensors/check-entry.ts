import { type Dtype, dtypeBytes, isDtype } from "./dtypes.ts";
import { notSafetensors } from "./read-header-text.ts";

/** Where one tensor lies, and what it is. */
export interface TensorEntry {
	readonly dtype: Dtype;
	readonly shape: readonly number[];
	/** Offset of the first byte, from the start of the file. */
	readonly start: number;
	/** Offset after the last byte, from the start of the file. */
	readonly end: number;
}

export interface HeaderPlace {
	readonly path: string;
	/** Offset that the header's own offsets count from. */
	readonly dataStart: number;
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * One entry of a header: type and shape known, offsets in order and as far apart as they need.
 *
 *     end − start = bytes(dtype) · Π shape
 */
export function checkEntry(name: string, value: unknown, { path, dataStart }: HeaderPlace): TensorEntry {
	const fail = (why: string) => notSafetensors(path, `tensor "${name}" ${why}`);
	const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
	if (!isDtype(dtype)) {
		throw fail(`has type ${JSON.stringify(dtype)}; known are ${Object.keys(dtypeBytes).join(", ")}`);
	}
	if (!Array.isArray(shape) || !shape.every(isSize)) {
		throw fail(`has shape ${JSON.stringify(shape)}; it should be a list of sizes`);
	}
	if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) {
		throw fail(`has offsets ${JSON.stringify(offsets)}; they should be two positions, first and last`);
	}
	const [start, end] = offsets as [number, number];
	if (start > end) throw fail(`has offsets ${start} to ${end}: it would end before it starts`);
	const needed = shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
	if (end - start !== needed) {
		throw fail(`has ${end - start} bytes, but ${dtype} of shape [${shape.join(", ")}] needs ${needed}`);
	}
	return { dtype, shape, start: dataStart + start, end: dataStart + end };
}
