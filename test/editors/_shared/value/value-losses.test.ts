import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { ValueLosses } from "../../../../editors/_shared/value/value-losses.ts";
import { loadModel } from "../../../../models/_shared/load-model.ts";
import { kernelRuns } from "../../../helpers/kernel-runs.ts";
import { goldenCheckpoint } from "../../../models/_shared/tokenizer/reference-tokens.ts";

const rows = {
	ids: [
		[5, 6, 7, 8],
		[9, 6, 7],
	],
	subjects: [[0, 1] as const, [1, 1] as const],
	at: [[0, 3] as const],
	targets: [11],
};
const settings = { learningRate: 0.5, steps: 3, klFactor: 0.06, weightDecay: 0.5, clampNormFactor: 4 };

test("a step's losses and gradients are one program, from the first step on", async () => {
	await startEngine("onnx", { threads: 1 });
	const model = await loadModel(goldenCheckpoint("tiny-llama"));
	const place = { model, layer: 1, site: "mlpOutput", settings } as const;
	const losses = new ValueLosses(place, [{ rows, length: 3 }]);
	for (const step of [0, 1, 2]) {
		// As Adam leaves it: not computed yet.
		const delta = tf.tidy(() =>
			tf.matMul<tf.Tensor2D>(tf.tensor2d([[step / 10]]), tf.ones([1, model.shape.hidden])),
		);
		const runs = await kernelRuns(async () => {
			const [result] = await losses.differentiate([0], [delta], step);
			await result!.gradient.data();
			result!.gradient.dispose();
		});
		assert.is(runs, 1, `step ${step}`);
		delta.dispose();
	}
	losses.dispose();
	model.dispose();
});

test.run();
