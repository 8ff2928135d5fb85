import { tf } from "#engine/tf";
import { defineKernel } from "../kernel.ts";

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
