import { availableParallelism } from "node:os";
import { float } from "#engine/onnx/attribute";
import { Graph } from "#engine/onnx/graph";
import { onnxTensor } from "#engine/onnx/onnx-tensor";
import { Session } from "#engine/onnx/session";
import { type Matrix, matrix } from "./matrix.ts";

export interface MultiplyOptions {
	readonly transposeA?: boolean;
	readonly transposeB?: boolean;
	/** Factor of the product. @default 1 */
	readonly scale?: 1 | -1;
	/** Added to the product. */
	readonly plus?: Matrix;
}

/** Below this many multiplications, a call of ONNX Runtime takes longer than a plain loop. */
const SMALL = 20_000;

/** ± A·B (+ C) in float64 on ONNX Runtime, whatever engine runs the model. @returns a new matrix */
export function multiply(a: Matrix, b: Matrix, options: MultiplyOptions = {}): Matrix {
	const { transposeA = false, transposeB = false, scale = 1, plus } = options;
	const [m, k] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
	const [inner, n] = transposeB ? [b.columns, b.rows] : [b.rows, b.columns];
	if (inner !== k) throw new Error(`Matrices of ${k} columns and ${inner} rows cannot be multiplied`);
	if (plus && (plus.rows !== m || plus.columns !== n)) {
		throw new Error(`A product of [${m}, ${n}] cannot be added to [${plus.rows}, ${plus.columns}]`);
	}
	if (m * n * k < SMALL) return plainly(a, b, { m, n, k }, options);
	const feeds = { a: asTensor(a), b: asTensor(b), ...(plus && { c: asTensor(plus) }) };
	const { y } = sessionOf(transposeA, transposeB, scale, plus !== undefined).run(feeds, { y: null });
	return matrix(m, n, y!.data as Float64Array);
}

const asTensor = ({ data, rows, columns }: Matrix) => onnxTensor(data, [rows, columns]);

const sessions = new Map<string, Session>();

function sessionOf(transposeA: boolean, transposeB: boolean, scale: number, adds: boolean): Session {
	const key = `${transposeA} ${transposeB} ${scale} ${adds}`;
	const known = sessions.get(key);
	if (known) return known;
	const graph = new Graph();
	const inputs = ["a", "b", ...(adds ? ["c"] : [])].map((name) => graph.input(name, "float64"));
	const attributes = { transA: Number(transposeA), transB: Number(transposeB), alpha: float(scale) };
	graph.output(graph.op("Gemm", inputs, { attributes }), "y", "float64");
	const session = new Session(graph, { threads: availableParallelism() });
	sessions.set(key, session);
	return session;
}

function plainly(
	a: Matrix,
	b: Matrix,
	{ m, n, k }: { m: number; n: number; k: number },
	{ transposeA = false, transposeB = false, scale = 1, plus }: MultiplyOptions,
): Matrix {
	const y = matrix(m, n, plus ? plus.data.slice() : new Float64Array(m * n));
	const [rowA, stepA] = transposeA ? [1, a.columns] : [a.columns, 1];
	const [stepB, columnB] = transposeB ? [1, b.columns] : [b.columns, 1];
	for (let i = 0; i < m; i++) {
		for (let p = 0; p < k; p++) {
			const factor = scale * a.data[i * rowA + p * stepA]!;
			for (let j = 0; j < n; j++) y.data[i * n + j]! += factor * b.data[p * stepB + j * columnB]!;
		}
	}
	return y;
}
