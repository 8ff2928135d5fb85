/** What solving with a symmetric positive definite matrix says beside the numbers. */
export interface Conditioned {
	/** Estimate of the condition number ‖A‖₁·‖A⁻¹‖₁: about how much A magnifies relative errors. */
	readonly condition: number;
	/** Said where few digits of the result can be trusted. */
	readonly warning: string | undefined;
}

/** @returns [n, columns], row-major */
export interface Solution extends Conditioned {
	readonly x: Float64Array;
}

/** @returns [n, n], row-major and exactly symmetric */
export interface Inverse extends Conditioned {
	readonly inverse: Float64Array;
}

/** A = V diag(values) Vᵀ. */
export interface Eigen {
	/** Ascending. */
	readonly values: Float64Array;
	/** [n, n], row-major; *row* i is the eigenvector of value i, so that it lies together in memory. */
	readonly vectors: Float64Array;
}
