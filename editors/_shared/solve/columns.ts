import { type Matrix, matrix } from "#engine/linalg/index";

/** Vectors side by side. @returns [width, vectors] */
export function fromColumns(vectors: readonly Float64Array[]): Matrix {
	const [width, count] = [vectors[0]!.length, vectors.length];
	const joined = matrix(width, count);
	for (const [column, vector] of vectors.entries()) {
		for (let row = 0; row < width; row++) joined.data[row * count + column] = vector[row]!;
	}
	return joined;
}

/** The columns of a matrix, each as a vector. */
export const toColumns = ({ data, rows, columns }: Matrix): Float64Array[] =>
	Array.from({ length: columns }, (_, column) =>
		Float64Array.from({ length: rows }, (_, row) => data[row * columns + column]!),
	);
