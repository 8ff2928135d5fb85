import { tf } from "#engine/tf";
import { float } from "../attribute.ts";
import type { OnnxBackend } from "../backend.ts";
import { MICROSOFT } from "../graph.ts";
import { defineKernel, isFloat } from "../kernel.ts";
import type { Operation } from "../operation.ts";

interface Transposes {
	readonly transposeA: boolean;
	readonly transposeB: boolean;
}

/** `op(a) · op(b)` of matrices: a weight stored [out, in] is read as it lies, by transposeB. */
const gemm = perTranspose(
	"Gemm",
	({ transposeA, transposeB }) =>
		(graph, inputs) =>
			graph.op("Gemm", inputs, { attributes: { transA: Number(transposeA), transB: Number(transposeB) } }),
);

/** The same over leading axes, which broadcast. */
const batched = perTranspose(
	"FusedMatMul",
	({ transposeA, transposeB }) =>
		(graph, inputs) =>
			graph.op("FusedMatMul", inputs, {
				attributes: { transA: Number(transposeA), transB: Number(transposeB), alpha: float(1) },
				domain: MICROSOFT,
			}),
);

/**
 * `a · bᵀ` as `(b · aᵀ)ᵀ`. ONNX Runtime packs the right-hand matrix anew at every call: where a is a few rows and b a
 * weight stored [out, in], packing a instead takes 0.5 to 0.85 of the time (measured with 2 to 32 rows, 1 and 2 threads; one row
 * is not packed). The product is no Gemm, which ONNX Runtime would put the right way round again.
 */
const fewRows: Operation = {
	key: "MatMul nt, few rows",
	inputs: ["float32", "float32"],
	output: "float32",
	build: (graph, [a, b]) => graph.op("Transpose", [batched.nt.build(graph, [b!, a!])]),
	parallel: true,
};

const FEW_ROWS = 32;
/** Below this size of b packing costs nothing worth a transposition. */
const LARGE_WEIGHT = 2 ** 16;

/** `op(a) · op(b)`, or undefined where the cpu backend's kernel has to serve. */
export function multiply(
	backend: OnnxBackend,
	a: tf.TensorInfo,
	b: tf.TensorInfo,
	transposes: Transposes,
): tf.TensorInfo | undefined {
	if (!isFloat(a, b)) return;
	const [rows, innerA] = matrixShape(a, transposes.transposeA);
	const [innerB, columns] = matrixShape(b, transposes.transposeB);
	tf.util.assert(
		innerA === innerB,
		() =>
			`Error in matMul: inner shapes (${innerA}) and (${innerB}) of Tensors with shapes ${a.shape} and ${b.shape} and transposeA=${transposes.transposeA} and transposeB=${transposes.transposeB} must match.`,
	);
	const batchA = a.shape.slice(0, -2);
	const batchB = b.shape.slice(0, -2);
	const shape = [...tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB), rows, columns];
	const which = keyOf(transposes);
	if (tf.util.sizeFromShape(batchB) !== 1 || (transposes.transposeA && tf.util.sizeFromShape(batchA) !== 1)) {
		return backend.compute(batched[which], [a, b], shape);
	}
	// One right-hand matrix for all: the rows of the whole batch go through it together.
	const flatA = { ...a, shape: [tf.util.sizeFromShape(a.shape.slice(0, -1)), a.shape.at(-1)!] };
	const flatB = { ...b, shape: b.shape.slice(-2) };
	const flatRows = tf.util.sizeFromShape(shape.slice(0, -1));
	const isFew = flatRows > 1 && flatRows <= FEW_ROWS;
	const operation = which === "nt" && isFew && innerB * columns >= LARGE_WEIGHT ? fewRows : gemm[which];
	const product = backend.compute(operation, [flatA, flatB], [flatRows, columns]);
	return { ...product, shape };
}

export const matmul = defineKernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>(
	"BatchMatMul",
	({ inputs: { a, b }, attrs, backend }) => multiply(backend, a, b, attrs),
);

/** Rows and columns of the last two axes, after transposition if asked for. */
function matrixShape({ shape }: tf.TensorInfo, transpose: boolean): [number, number] {
	const [rows, columns] = shape.slice(-2) as [number, number];
	return transpose ? [columns, rows] : [rows, columns];
}

function keyOf({ transposeA, transposeB }: Transposes): "nn" | "nt" | "tn" | "tt" {
	return `${transposeA ? "t" : "n"}${transposeB ? "t" : "n"}`;
}

function perTranspose(
	name: string,
	build: (transposes: Transposes) => Operation["build"],
): Record<"nn" | "nt" | "tn" | "tt", Operation> {
	const of = (transposeA: boolean, transposeB: boolean): Operation => ({
		key: `${name} ${keyOf({ transposeA, transposeB })}`,
		inputs: ["float32", "float32"],
		output: "float32",
		build: build({ transposeA, transposeB }),
		parallel: true,
	});
	return { nn: of(false, false), nt: of(false, true), tn: of(true, false), tt: of(true, true) };
}
