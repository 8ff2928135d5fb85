import { fileURLToPath } from "node:url";
import { ftL, ftM, ice, inContext, none } from "../../editors/index.ts";
import { checkpoint } from "../../models/index.ts";
import { testEditor } from "../conformance/index.ts";

const tiny = (name: string) =>
	checkpoint({ path: fileURLToPath(new URL(`../fixtures/golden/checkpoints/${name}`, import.meta.url)) });
const settings = { layers: [1, 2], steps: 3 };

const gpt2 = { model: tiny("tiny-gpt2") };
testEditor(none(), gpt2);
testEditor(inContext(), gpt2);
testEditor(ftL(settings), gpt2);
testEditor(ice(settings), gpt2);

// Llama's tokenizer begins with BOS and pads on the right, so that the reference's ways show.
const llama = { model: tiny("tiny-llama") };
testEditor(ftL(settings), llama);
testEditor(ftM({ ...settings, gradNormConstraint: 0.1, normConstraint: null }), llama);
testEditor(ice(settings), llama);
testEditor(ice({ ...settings, printKl: false, staticTarget: true, numReturnSequences: 2 }), llama);
testEditor(ice({ ...settings, printKl: false, sampleWithContext: false, targetUpdateInterval: 2 }), llama);
testEditor(ice({ ...settings, objective: "target_with_context", instructions: "separate" }), llama);

// As a third party runs it: on the bundled model, with its preset.
testEditor(ftM({ steps: 2 }));
