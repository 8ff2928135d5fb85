import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { goldenCheckpoint } from "./_shared/tokenizer/reference-tokens.ts";

/** A Hugging Face folder of this config.json and these weights, with tiny-gpt2's tokenizer. */
export function madeCheckpoint(
	config: object,
	weights: Iterable<readonly [name: string, tensor: StoredTensor]>,
): string {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "config.json"), JSON.stringify(config));
	for (const name of ["tokenizer.json", "tokenizer_config.json"]) {
		copyFileSync(join(goldenCheckpoint("tiny-gpt2"), name), join(folder, name));
	}
	writeSafetensors(join(folder, "model.safetensors"), weights);
	return folder;
}

/**
 * Weights by a formula that needs no file; see scripts/reference/architectures.py.
 *
 * @param shapes by name
 */
export function madeWeights(shapes: Readonly<Record<string, readonly number[]>>): [string, StoredTensor][] {
	return Object.keys(shapes)
		.sort()
		.map((name, t) => {
			const shape = shapes[name]!;
			const size = shape.reduce((product, length) => product * length, 1);
			const offset = /(norm|\.ln_\w+)\.weight$/.test(name) ? 1 : 0;
			const value = (i: number): number => 0.25 * Math.sin(0.7391 * (i + 1) * (t + 1)) + offset;
			return [name, { shape, data: Float32Array.from({ length: size }, (_, i) => value(i)) }];
		});
}
