import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sampling } from "#core/ask";
import { openSafetensors } from "#engine/safetensors/safetensors-file";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { eachEngine } from "../../helpers/each-engine.ts";
import { assertNear, checkForward, logitsOf } from "../check-forward.ts";
import { goldenForward } from "../golden-forward.ts";
import { goldenCheckpoint, goldenFolder } from "./tokenizer/reference-tokens.ts";

const greedy: Sampling = { temperature: 0, topK: null, topP: null };

for (const name of ["tiny-gpt2", "tiny-llama"]) {
	const golden = goldenForward(name);

	eachEngine(`${name} tokenizes, predicts and pads as the reference does`, async () => {
		const model = await loadModel(goldenCheckpoint(name));
		await checkForward(model, golden);
		model.dispose();
	});

	eachEngine(`${name} has the reference's logits everywhere`, async () => {
		const model = await loadModel(goldenCheckpoint(name));
		const stored = openSafetensors(join(goldenFolder, `${name}.safetensors`));
		for (const [i, { ids }] of golden.rows.entries()) {
			const got = await logitsOf(
				model,
				{ ids: [ids] },
				ids.map((_, column) => [0, column]),
			);
			const want = stored.tensor(`forward.${i}`).data;
			assertNear(
				got.flatMap((at) => [...at]),
				want,
				1e-4,
				`logits of prompt ${i}`,
			);
		}
		stored.close();
		model.dispose();
	});

	eachEngine(`${name} continues six prompts of different length at once as the reference does`, async () => {
		const model = await loadModel(goldenCheckpoint(name));
		const prompts = golden.rows.map((row) => row.ids);
		const maxNewTokens = prompts.map(() => 20);
		const added = await model.generate(prompts, { sampling: greedy, random: [], maxNewTokens });
		for (const [i, { ids, greedy_20 }] of golden.rows.entries()) {
			assert.equal([...ids, ...added[i]!], greedy_20, `prompt ${i}`);
		}
		model.dispose();
	});
}

test.run();
