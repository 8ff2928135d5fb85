import { fileURLToPath } from "node:url";
import { ftL, ftM, ice, inContext, none } from "../../editors/index.ts";
import { checkpoint } from "../../models/index.ts";
import { testEditor } from "../conformance/index.ts";

const folder = (name: string) =>
	fileURLToPath(new URL(`../fixtures/golden/checkpoints/${name}`, import.meta.url));
const models = ["tiny-gpt2", "tiny-llama"].map((name) => checkpoint({ path: folder(name) }));
const settings = { layers: [1, 2], steps: 3 };

// Llama's tokenizer pads on the right, so that the reference's ways show.
for (const model of models) {
	testEditor(none(), { model });
	testEditor(inContext(), { model });
	testEditor(ftL(settings), { model });
	testEditor(ftM({ ...settings, gradNormConstraint: 0.1, normConstraint: null }), { model });
	testEditor(ice(settings), { model });
	testEditor(ice({ ...settings, printKl: false, staticTarget: true, numReturnSequences: 2 }), { model });
	testEditor(ice({ ...settings, printKl: false, sampleWithContext: false, targetUpdateInterval: 2 }), {
		model,
	});
	testEditor(ice({ ...settings, objective: "target_with_context", instructions: "separate" }), { model });
}
