import { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import { defineKernel } from "../kernel.ts";
import { multiply } from "./matmul.ts";

/** Up to this many numbers, the sums are a product with a matrix of zeros and ones. */
const LARGEST_MATRIX = 2 ** 20;

/**
 * `y[s] = Σ x[i] over all i with segmentIds[i] = s`; ids outside [0, numSegments) are left out. The gradient of
 * `gather`. One pass over x, where the cpu backend makes one for each segment, that is for each token of a vocabulary.
 */
export const segmentSum = defineKernel<tf.UnsortedSegmentSumInputs, tf.UnsortedSegmentSumAttrs>(
	"UnsortedSegmentSum",
	({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
		if (x.dtype !== "float32") return;
		const rest = x.shape.slice(segmentIds.shape.length);
		const run = tf.util.sizeFromShape(rest);
		const ids = backend.valuesOf(segmentIds);
		if (!backend.knows(x) && ids.length * numSegments <= LARGEST_MATRIX) {
			const sums = byProduct(backend, { ...x, shape: [ids.length, run] }, ids, numSegments);
			return { ...sums, shape: [numSegments, ...rest] };
		}
		const from = backend.valuesOf(x);
		return backend.produce([numSegments, ...rest], "float32", (to) => {
			for (let i = 0; i < ids.length; i++) {
				const segment = ids[i]!;
				if (segment < 0 || segment >= numSegments) continue;
				const toOffset = segment * run;
				const fromOffset = i * run;
				for (let j = 0; j < run; j++) to[toOffset + j]! += from[fromOffset + j]!;
			}
		});
	},
);

/** ONNX has a sum by index too, whose order of adding is not said. @param x [ids, run] @returns [segments, run] */
function byProduct(
	backend: OnnxBackend,
	x: tf.TensorInfo,
	ids: ArrayLike<number>,
	segments: number,
): tf.TensorInfo {
	const members = backend.produce([segments, ids.length], "float32", (to) => {
		for (let i = 0; i < ids.length; i++) {
			const segment = ids[i]!;
			if (segment >= 0 && segment < segments) to[segment * ids.length + i] = 1;
		}
	});
	const sums = multiply(backend, members, x, { transposeA: false, transposeB: false })!;
	backend.disposeIntermediateTensorInfo(members);
	return sums;
}
