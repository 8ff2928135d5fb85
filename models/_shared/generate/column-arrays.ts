/** [rows, heads, room, head] */
export type ColumnShape = readonly [rows: number, heads: number, room: number, head: number];

/** Keys or values of each layer, in arrays of one shape that have room for more columns than are filled. */
export class ColumnArrays {
	readonly shape: ColumnShape;
	readonly arrays: readonly Float32Array[];

	constructor(shape: ColumnShape, arrays: readonly Float32Array[]) {
		this.shape = shape;
		this.arrays = arrays;
	}

	/** Fills a column of all arrays. @param parts one an array, [rows, heads, 1, head] */
	fill(column: number, parts: readonly Float32Array[]): void {
		const [rows, heads, room, head] = this.shape;
		for (const [i, array] of this.arrays.entries()) {
			const part = parts[i]!;
			for (let line = 0; line < rows * heads; line++) {
				array.set(part.subarray(line * head, (line + 1) * head), (line * room + column) * head);
			}
		}
	}

	/** A copy that has these rows only, and so much room, at least for what is filled. */
	copy(rows: readonly number[], room: number): ColumnArrays {
		const [, heads, before, head] = this.shape;
		const filled = Math.min(before, room) * head;
		const arrays = this.arrays.map((array) => {
			const copy = new Float32Array(rows.length * heads * room * head);
			for (const [to, row] of rows.entries()) {
				for (let i = 0; i < heads; i++) {
					const from = (row * heads + i) * before * head;
					copy.set(array.subarray(from, from + filled), (to * heads + i) * room * head);
				}
			}
			return copy;
		});
		return new ColumnArrays([rows.length, heads, room, head], arrays);
	}
}
