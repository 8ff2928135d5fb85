import { test } from "uvu";
import { loadModel } from "../../models/_shared/load-model.ts";
import { checkGoldenEdit, trainedEdits } from "../editors/golden/check-golden-edit.ts";
import { goldenSmollm2 } from "../helpers/golden.ts";
import { smollm2Folder } from "../helpers/smollm2.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const folder = smollm2Folder("the edits of SmolLM2");
const golden = folder === undefined ? undefined : goldenSmollm2(folder);
if (folder !== undefined && golden === undefined) {
	console.log("skipped: the golden numbers of SmolLM2 are not beside the repository");
}

if (golden !== undefined) {
	await startTestEngine();
	const model = await loadModel(golden.folder);
	for (const edit of trainedEdits(golden)) {
		test(`${edit.method} edits SmolLM2 with record ${edit.record} as the reference does`, () =>
			checkGoldenEdit(model, golden, edit));
	}
	test.after(() => model.dispose());
}

test.run();
