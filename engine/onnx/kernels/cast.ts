import type { tf } from "#engine/tf";
import { elementTypes, type NumericType } from "../element-type.ts";
import { defineKernel, isNumeric } from "../kernel.ts";
import type { Operation } from "../operation.ts";

const castTo = (from: NumericType, to: NumericType): Operation => ({
	key: `Cast ${from} ${to}`,
	inputs: [from],
	output: to,
	build: (graph, inputs) => graph.op("Cast", inputs, { attributes: { to: elementTypes[to] } }),
});

/** Another element type. Floats lose their fraction as int32; as bool, all but 0 are true. */
export const cast = defineKernel<tf.CastInputs, tf.CastAttrs>("Cast", ({ inputs: { x }, attrs, backend }) => {
	const dtype = attrs.dtype as NumericType;
	if (!isNumeric(x, { ...x, dtype })) return;
	if (x.dtype === dtype) return backend.share(x, x.shape);
	if (!backend.knows(x)) return backend.compute(castTo(x.dtype as NumericType, dtype), [x], x.shape);
	const from = backend.valuesOf(x);
	return backend.produce(x.shape, dtype, (to) => {
		if (dtype !== "bool") to.set(from as never);
		else for (let i = 0; i < to.length; i++) to[i] = from[i] === 0 ? 0 : 1;
	});
});
