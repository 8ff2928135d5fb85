import { tf } from "#engine/tf";
import type { NumericType } from "../element-type.ts";
import { defineKernel } from "../kernel.ts";
import { int64 } from "../onnx-tensor.ts";
import { perType } from "../operation.ts";

/** The JavaScript kernel works out the position of every element. */
const SMALL_TILE = 64;

const operations = perType(["float32", "int32", "bool"], (type) => ({
	key: "Tile",
	inputs: [type, "int64"],
	output: type,
	build: (graph, inputs) => graph.op("Tile", inputs),
}));

/** x repeated `reps[axis]` times along each axis; `tf.broadcastTo` comes here too. */
export const tile = defineKernel<tf.TileInputs, tf.TileAttrs>(
	"Tile",
	({ inputs: { x }, attrs: { reps }, backend }) => {
		const shape = x.shape.map((length, axis) => length * reps[axis]!);
		const operation = operations.get(x.dtype as NumericType);
		if (!operation || backend.prefersLoop(tf.util.sizeFromShape(shape), SMALL_TILE, x)) return;
		return backend.compute(operation, [x, int64(reps)], shape);
	},
);
