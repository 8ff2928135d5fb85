import { tf } from "#engine/tf";
import type { NumericType } from "../element-type.ts";
import { defineKernel, isNumeric } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { copyRun } from "./copy-run.ts";

const rowsOf = (type: NumericType, axis: number): Operation => ({
	key: `Gather ${type} ${axis}`,
	inputs: [type, "int32"],
	output: type,
	build: (graph, inputs) => graph.op("Gather", inputs, { attributes: { axis } }),
});

/** The parts of x at `indices` along one axis: rows of an embedding, say. */
export const gather = defineKernel<tf.GatherV2Inputs, tf.GatherV2Attrs>(
	"GatherV2",
	({ inputs: { x, indices }, attrs, backend }) => {
		if (attrs.batchDims || !isNumeric(x) || indices.dtype !== "int32") return;
		const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!;
		const length = x.shape[axis]!;
		const shape = x.shape.toSpliced(axis, 1, ...indices.shape);
		if (!backend.knows(indices))
			return backend.compute(rowsOf(x.dtype as NumericType, axis), [x, indices], shape);
		const places = backend.valuesOf(indices);
		for (const place of places) {
			tf.util.assert(
				place >= 0 && place < length,
				() => `GatherV2: the index value ${place} is not in [0, ${length - 1}]`,
			);
		}
		if (!backend.knows(x)) return backend.compute(rowsOf(x.dtype as NumericType, axis), [x, indices], shape);
		const before = tf.util.sizeFromShape(x.shape.slice(0, axis));
		const run = tf.util.sizeFromShape(x.shape.slice(axis + 1));
		const from = backend.valuesOf(x);
		return backend.produce(shape, x.dtype as NumericType, (to) => {
			let offset = 0;
			for (let row = 0; row < before; row++) {
				for (const place of places) {
					copyRun(to, offset, from, (row * length + place) * run, run);
					offset += run;
				}
			}
		});
	},
);
