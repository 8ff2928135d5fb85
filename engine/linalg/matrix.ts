/** Float64 values that lie together, row-major. */
export interface Matrix {
	readonly rows: number;
	readonly columns: number;
	readonly data: Float64Array;
}

/** A rectangle of a larger row-major array. */
export interface Block {
	readonly data: Float64Array;
	/** Values from one row to the next. */
	readonly stride: number;
	/** Where it begins in `data`. */
	readonly at: number;
	readonly rows: number;
	readonly columns: number;
}

/** A zero matrix, or `data` as one. */
export function matrix(
	rows: number,
	columns: number,
	data: Float64Array = new Float64Array(rows * columns),
): Matrix {
	if (data.length !== rows * columns) {
		throw new Error(`A matrix of ${rows} rows and ${columns} columns was given ${data.length} values`);
	}
	return { rows, columns, data };
}

export const wholeOf = ({ data, rows, columns }: Matrix): Block => ({
	data,
	stride: columns,
	at: 0,
	rows,
	columns,
});

/** A rectangle of a block. */
export const part = (
	{ data, stride, at }: Block,
	row: number,
	column: number,
	rows: number,
	columns: number,
): Block => ({ data, stride, at: at + row * stride + column, rows, columns });

/** The block's values together: a view where they lie so already, else a copy. */
export function take({ data, stride, at, rows, columns }: Block): Matrix {
	if (columns === stride) return { rows, columns, data: data.subarray(at, at + rows * columns) };
	const together = matrix(rows, columns);
	for (let row = 0; row < rows; row++) {
		const from = at + row * stride;
		together.data.set(data.subarray(from, from + columns), row * columns);
	}
	return together;
}

/** Writes values into the block. */
export function put({ data, stride, at, rows, columns }: Block, values: Matrix): void {
	for (let row = 0; row < rows; row++) {
		data.set(values.data.subarray(row * columns, (row + 1) * columns), at + row * stride);
	}
}

/** @throws Error where `a` is not [n, n] */
export function checkSquare(name: string, a: Float64Array, n: number): void {
	if (a.length === n * n) return;
	throw new Error(`'${name}' must have ${n} × ${n} values, got ${a.length}`);
}
