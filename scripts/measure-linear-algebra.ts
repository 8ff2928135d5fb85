import { cpuUsage } from "node:process";
import { eigenSymmetric, factorSymmetric, type Matrix, matrix, multiply } from "#engine/linalg/index";
import { keyedRandom } from "#engine/rng";

/**
 * The figures of docs/linear-algebra.md: for each size named, times and residuals of what is done with a random
 * symmetric positive definite matrix.
 *
 *     node --conditions=source --import ./runner/read-typescript.js scripts/measure-linear-algebra.ts 1536 3072
 */
for (const word of process.argv.slice(2)) {
	const n = Number(word);
	const a = positiveDefinite(n);
	const factor = timed(`${n}: Cholesky and condition`, () => factorSymmetric(a.data, n));
	const b = random(n, 8, 2);
	const x = timed(`${n}: solve, 8 right-hand sides`, () => matrix(n, 8, factor.solve(b.data, 8)));
	console.log(`    |AX − B| ${largest(multiply(a, x, { scale: -1, plus: b })).toExponential(1)}`);
	const inverse = timed(`${n}: inverse`, () => matrix(n, n, factor.inverse()));
	console.log(`    |AA⁻¹ − I| ${largest(lessIdentity(multiply(a, inverse))).toExponential(1)}`);
	const { values, vectors } = timed(`${n}: eigenvalues and eigenvectors`, () => eigenSymmetric(a.data, n));
	const v = matrix(n, n, vectors);
	const scaled = matrix(
		n,
		n,
		vectors.map((value, at) => value * values[Math.floor(at / n)]!),
	);
	const residual = largest(multiply(v, a, { scale: -1, plus: scaled })) / values[n - 1]!;
	const slant = largest(lessIdentity(multiply(v, v, { transposeB: true })));
	console.log(`    |VA − ΛV| / λ ${residual.toExponential(1)}, |VVᵀ − I| ${slant.toExponential(1)}`);
}

function timed<T>(what: string, work: () => T): T {
	const [began, before] = [performance.now(), cpuUsage()];
	const result = work();
	const wall = (performance.now() - began) / 1000;
	const { user, system } = cpuUsage(before);
	console.log(`${what}: ${wall.toFixed(2)} s (${((user + system) / 1e6).toFixed(1)} s of a core)`);
	return result;
}

function random(rows: number, columns: number, seed: number): Matrix {
	const stream = keyedRandom(seed, "measure");
	return matrix(
		rows,
		columns,
		Float64Array.from({ length: rows * columns }, () => stream.uniform() - 0.5),
	);
}

function positiveDefinite(n: number): Matrix {
	const x = random(n, n + 8, 1);
	const { data } = multiply(x, x, { transposeB: true });
	for (let i = 0; i < n; i++) {
		for (let j = 0; j < i; j++) data[j * n + i] = data[i * n + j]!;
	}
	return matrix(n, n, data);
}

function lessIdentity(a: Matrix): Matrix {
	for (let i = 0; i < a.rows; i++) a.data[i * (a.columns + 1)]! -= 1;
	return a;
}

function largest({ data }: Matrix): number {
	return data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
