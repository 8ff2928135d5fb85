import { test } from "uvu";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";
import { checkGoldenEdit, trainedEdits } from "./check-golden-edit.ts";

for (const checkpoint of ["tiny-gpt2", "tiny-llama"] as const) {
	const numbers = golden(checkpoint);
	for (const edit of trainedEdits(numbers)) {
		test(`${edit.method} edits ${checkpoint} with record ${edit.record} as the reference does`, async () => {
			await startTestEngine();
			const model = await loadModel(numbers.folder);
			await checkGoldenEdit(model, numbers, edit);
			model.dispose();
		});
	}
}

test.run();
