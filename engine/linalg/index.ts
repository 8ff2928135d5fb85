/** Linear algebra in float64: row-major arrays, synchronous, the same numbers under every engine; docs/linear-algebra.md. */
export { factorSymmetric } from "./cholesky.ts";
export { eigenSymmetric } from "./eigen/eigen-symmetric.ts";
export { NotPositive } from "./factorise.ts";
export { addGram } from "./gram.ts";
export { type Matrix, matrix } from "./matrix.ts";
export { multiply } from "./multiply.ts";
export type { Eigen } from "./solution.ts";
export { invertSymmetric, solveSymmetric } from "./solve-symmetric.ts";
export { mirrorLower } from "./triangular.ts";
