import { test } from "uvu";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { assertGoldenScores } from "../../helpers/golden-scores.ts";
import { assertTextScores } from "../../helpers/golden-texts.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";

await startTestEngine();

for (const checkpoint of ["tiny-gpt2", "tiny-llama"] as const) {
	const { json, folder, records, vectors } = golden(checkpoint);
	vectors?.close();
	const model = await loadModel(folder);

	for (const number of json.records) {
		test(`${checkpoint} has the reference's scores on record ${number} under every scoring`, async () => {
			await assertGoldenScores(model, records[number]!, json.pre[number]!);
		});
	}
	for (const text of json.texts) {
		test(`${checkpoint} has the reference's scores of the text of record ${text.record}`, async () => {
			await assertTextScores(model, records[text.record]!, text);
		});
	}
}

test.run();
