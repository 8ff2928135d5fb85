import type { Dtype } from "./dtypes.ts";

/** Writes raw elements (an aligned buffer) to `target` from index `at` on, as 32-bit floats. */
type Widen = (raw: ArrayBuffer, target: Float32Array, at: number) => void;

/**
 * Half precision, exactly: (−1)^s · 2^(e−15) · (1 + m/1024), below the smallest exponent 2^(−14) · m/1024, at the
 * largest infinity (m = 0) or NaN.
 */
function halfToFloat(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponent = (bits >> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	if (exponent === 0) return sign * 2 ** -24 * fraction;
	return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

let halves: Float32Array | undefined;

/** All 65,536 of them: a look-up is an order of magnitude faster than the formula. */
function halfTable(): Float32Array {
	halves ??= Float32Array.from({ length: 2 ** 16 }, (_, bits) => halfToFloat(bits));
	return halves;
}

function widenF16(raw: ArrayBuffer, target: Float32Array, at: number): void {
	const table = halfTable();
	const source = new Uint16Array(raw);
	for (let i = 0; i < source.length; i++) target[at + i] = table[source[i]!]!;
}

/** bfloat16 is the upper half of a 32-bit float. */
function widenBF16(raw: ArrayBuffer, target: Float32Array, at: number): void {
	const source = new Uint16Array(raw);
	const bits = new Uint32Array(target.buffer, target.byteOffset + 4 * at, source.length);
	for (let i = 0; i < source.length; i++) bits[i] = source[i]! << 16;
}

/** Types that are converted on reading; F64 is rounded to the nearest 32-bit float. */
export const widen: Partial<Record<Dtype, Widen>> = {
	F16: widenF16,
	BF16: widenBF16,
	F64: (raw, target, at) => target.set(new Float64Array(raw), at),
};
