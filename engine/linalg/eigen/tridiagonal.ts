/** A symmetric tridiagonal matrix. */
export interface Tridiagonal {
	/** [n] */
	readonly diagonal: Float64Array;
	/** [n − 1] */
	readonly beside: Float64Array;
}
