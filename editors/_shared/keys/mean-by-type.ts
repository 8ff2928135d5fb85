/**
 * Mean of vectors over the members of each type, then over types.
 *
 * @param rows [rows, width], row-major: those of the first type, then those of the next …
 * @param sizes members of each type
 * @returns [width]
 */
export function meanByType(rows: Float32Array, width: number, sizes: readonly number[]): Float64Array {
	const mean = new Float64Array(width);
	let row = 0;
	for (const size of sizes) {
		for (const end = row + size; row < end; row++) {
			for (let i = 0; i < width; i++) mean[i]! += rows[row * width + i]! / (size * sizes.length);
		}
	}
	return mean;
}
