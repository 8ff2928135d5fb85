import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { mini } from "../../../models/index.ts";
import { assertUserError } from "../../engine/safetensors/user-error.ts";

for (const architecture of ["gpt2", "llama"] as const) {
	test(`mini({ architecture: "${architecture}" }) comes with the package, below 8 MB, and runs`, async () => {
		await startEngine("onnx");
		const [{ label, params, implementation }] = mini({ architecture }) as [ReturnType<typeof mini>[0]];
		const located = await implementation.locate({ params });
		assert.ok("here" in located, "it is bundled");
		assert.is(label, `mini-${architecture}`);
		assert.is(located.here.shape.modelType, architecture);
		assert.ok(located.here.bytes < 8e6, `${located.here.bytes} bytes`);
		const model = await implementation.load({ params, source: located.here });
		const logits = model.logits({ ids: [model.tokenizer.encode("Paris is")] }, [[0, 0]]);
		assert.equal(logits.shape, [1, located.here.shape.vocab]);
		logits.dispose();
		model.dispose();
	});
}

test("mini() says which architectures there are", () => {
	const params = { architecture: "mamba" } as unknown as { architecture: "gpt2" };
	assertUserError(() => void mini(params), /expected one of "gpt2"\|"llama"/, /bench describe mini/);
});

test.run();
