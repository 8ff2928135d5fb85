import { readFileSync } from "node:fs";
import { test } from "uvu";
import { startTestEngine } from "#test/helpers/test-engine";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { assertNear, logitsOf } from "../check-forward.ts";
import { madeCheckpoint, madeWeights } from "../made-checkpoint.ts";

interface Reference {
	readonly ids: readonly number[];
	/** Columns whose logits are given. */
	readonly at: readonly number[];
	readonly variants: readonly {
		readonly title: string;
		readonly config: object;
		readonly shapes: Readonly<Record<string, readonly number[]>>;
		readonly logits: readonly (readonly number[])[];
	}[];
}

const file = new URL("../../fixtures/architectures.json", import.meta.url);
const { ids, at, variants } = JSON.parse(readFileSync(file, "utf8")) as Reference;

for (const { title, config, shapes, logits } of variants) {
	test(`loadModel() computes what transformers does (${title})`, async () => {
		await startTestEngine();
		const model = await loadModel(madeCheckpoint(config, madeWeights(shapes)));
		const got = await logitsOf(
			model,
			{ ids: [ids] },
			at.map((column) => [0, column]),
		);
		got.forEach((row, i) => void assertNear(row, logits[i]!, 2e-5, `logits at ${at[i]}`));
		model.dispose();
	});
}

test.run();
