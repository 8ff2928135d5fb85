import { test } from "uvu";
import * as assert from "uvu/assert";
import { disposeDeltas, multiplyOut } from "#core/delta";
import { outerDelta } from "../../../../editors/_shared/update/outer-delta.ts";
import { tiny } from "../../tiny.ts";

for (const checkpoint of ["tiny-gpt2", "tiny-llama"] as const) {
	test(`outerDelta() writes out inᵀ as ${checkpoint} stores the matrix, in two factors`, async () => {
		const model = await tiny(checkpoint);
		const { hidden, inner } = model.shape;
		const vectors = (width: number, step: number) =>
			[1, 2].map((n) => Float32Array.from({ length: width }, (_, i) => n + step * i));
		const [outs, ins] = [vectors(hidden, 0.5), vectors(inner, -0.25)];
		const [name, delta] = outerDelta(model, 1, { outs, ins });
		const { weight, orientation } = model.mlpOutput(1);
		assert.is(name, weight);
		assert.is(orientation, checkpoint === "tiny-gpt2" ? "in-out" : "out-in");
		const full = multiplyOut(delta);
		assert.equal(full.shape, model.weight(weight).shape);
		const values = await full.data();
		const [h, k] = [5, 9];
		const wanted = outs[0]![h]! * ins[0]![k]! + outs[1]![h]! * ins[1]![k]!;
		assert.is(values[orientation === "out-in" ? h * inner + k : k * hidden + h], wanted);
		full.dispose();
		disposeDeltas(new Map([[name, delta]]));
		model.dispose();
	});
}

test.run();
