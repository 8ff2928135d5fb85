import { tf } from "#engine/tf";
import type { OnnxBackend } from "../backend.ts";
import type { NumericType } from "../element-type.ts";
import { defineKernel, isNumeric } from "../kernel.ts";
import type { Operation } from "../operation.ts";
import { copyRun } from "./copy-run.ts";

/** Puts tensors one after the other along `axis`. */
export const concat = defineKernel<tf.TensorInfo[], tf.ConcatAttrs>(
	"Concat",
	({ inputs, attrs, backend }) => {
		const axis = tf.util.parseAxisParam(attrs.axis, inputs[0]!.shape)[0]!;
		const shapes = inputs.map(({ shape }) => shape);
		tf.backend_util.assertParamsConsistent(shapes, axis);
		return join(backend, inputs, axis, tf.backend_util.computeOutShape(shapes, axis));
	},
);

/** Puts tensors of one shape side by side along a new axis (`tf.stack`). */
export const pack = defineKernel<tf.TensorInfo[], tf.PackAttrs>(
	"Pack",
	({ inputs, attrs: { axis }, backend }) => {
		const { shape, dtype } = inputs[0]!;
		if (inputs.some((t) => t.dtype !== dtype || !tf.util.arraysEqual(t.shape, shape))) return;
		const place = axis < 0 ? axis + shape.length + 1 : axis;
		const slices = inputs.map((t) => ({ ...t, shape: shape.toSpliced(place, 0, 1) }));
		return join(backend, slices, place, shape.toSpliced(place, 0, inputs.length));
	},
);

const concatenation = (type: NumericType, terms: number, axis: number): Operation => ({
	key: `Concat ${type} ${terms} ${axis}`,
	inputs: new Array<NumericType>(terms).fill(type),
	output: type,
	build: (graph, inputs) => graph.op("Concat", inputs, { attributes: { axis } }),
});

/** Each tensor's part from `axis` on is one run of numbers in the result, for every index of the axes before. */
function join(
	backend: OnnxBackend,
	inputs: readonly tf.TensorInfo[],
	axis: number,
	shape: number[],
): tf.TensorInfo | undefined {
	const { dtype } = inputs[0]!;
	if (!isNumeric(...inputs) || inputs.some((t) => t.dtype !== dtype)) return;
	if (!backend.knows(...inputs))
		return backend.compute(concatenation(dtype as NumericType, inputs.length, axis), inputs, shape);
	const rows = tf.util.sizeFromShape(shape.slice(0, axis));
	const parts = inputs.map((t) => ({
		values: backend.valuesOf(t),
		run: tf.util.sizeFromShape(t.shape) / Math.max(1, rows),
	}));
	return backend.produce(shape, dtype as NumericType, (to) => {
		let offset = 0;
		for (let row = 0; row < rows; row++) {
			for (const { values, run } of parts) {
				copyRun(to, offset, values, row * run, run);
				offset += run;
			}
		}
	});
}
