import { test } from "uvu";
import * as assert from "uvu/assert";
import { disposeDeltas } from "#core/delta";
import type { Editor } from "#core/editor";
import { memoryArtifacts } from "#core/memory-artifacts";
import { resolveEditor } from "#core/resolve-editor";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { atlas } from "../../datasets/index.ts";
import { ftM, ice } from "../../editors/index.ts";
import { mini } from "../../models/index.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

const records = async () => {
	const { implementation, params } = atlas({ limit: 1 })[0]!;
	const located = await implementation.locate!({ params });
	if ("missing" in located) throw new Error(located.missing.what);
	return implementation.load({ params, source: located.here });
};

const load = async (architecture: "gpt2" | "llama") => {
	await startTestEngine();
	const { implementation, params } = mini({ architecture })[0]!;
	const located = await implementation.locate({ params });
	if ("missing" in located) throw new Error(located.missing.what);
	return implementation.load({ params, source: located.here });
};

for (const architecture of ["gpt2", "llama"] as const) {
	for (const [editor] of [ftM(), ice()] as [Editor][]) {
		test(`${editor.label} has a preset for mini-${architecture} that writes what it is asked to`, async () => {
			const model = await load(architecture);
			const { params, preset } = resolveEditor(editor, model.shape);
			assert.is(preset, `mini-${architecture}`);
			for (const record of await records()) {
				const [edit] = await editor.implementation.edit({
					model,
					cases: [{ id: record.id, requests: [record] }],
					params,
					fidelity: "exact",
					artifacts: memoryArtifacts(),
					random: keyedRandom,
					onStep: () => {},
				});
				if (edit?.kind !== "weights") throw new Error("no weights were edited");
				const changed = new Map(
					[...edit.deltas].map(([name, delta]) => [name, tf.add(model.weight(name), delta as tf.Tensor)]),
				);
				const prompt = model.tokenizer.encode(record.prompt);
				const target = model.tokenizer.encode(`${record.prompt} ${record.targetNew}`).slice(prompt.length);
				const [written] = await model.withWeights(changed).generate([prompt], {
					sampling: { temperature: 0, topK: null, topP: null },
					random: [],
					maxNewTokens: [target.length],
				});
				tf.dispose([...changed.values()]);
				disposeDeltas(edit.deltas);
				assert.equal(written, target, record.id);
			}
			model.dispose();
		});
	}
}

test.run();
