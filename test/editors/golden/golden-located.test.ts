import { test } from "uvu";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";
import { checkGoldenMemit, checkGoldenRome, goldenCovariances } from "./check-golden-located.ts";
import { memitEdits, romeEdits } from "./located-golden.ts";

for (const checkpoint of ["tiny-gpt2", "tiny-llama"] as const) {
	const numbers = golden(checkpoint);
	const covariances = goldenCovariances(numbers);

	for (const edit of romeEdits(numbers)) {
		test(`${edit.method} edits ${checkpoint} with record ${edit.record} as the reference does`, async () => {
			await startTestEngine();
			const model = await loadModel(numbers.folder);
			await checkGoldenRome(model, numbers, edit, covariances);
			model.dispose();
		});
	}

	for (const edit of memitEdits(numbers)) {
		test(`${edit.method} edits ${checkpoint} with records ${edit.records} as the reference does`, async () => {
			await startTestEngine();
			const model = await loadModel(numbers.folder);
			await checkGoldenMemit(model, numbers, edit, covariances);
			model.dispose();
		});
	}
}

test.run();
