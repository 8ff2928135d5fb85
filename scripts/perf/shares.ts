import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sizes } from "./flops.ts";
import type { Line } from "./line.ts";
import type { Setting } from "./setting.ts";

/**
 * A line that tells how much of the machine's rate another one of ours reaches; none where the rate is not known.
 *
 * @param flops operations of one measurement
 */
export function shareOfRate({ bestRate }: Setting, { what, samples }: Line, flops: number): Line[] {
	if (bestRate === undefined || samples.ours === undefined) return [];
	const shares = samples.ours.map((time) => (100 * flops) / time / 1e9 / bestRate);
	return [{ what: `of the machine's rate: ${what}`, unit: "%", samples: { ours: shares } }];
}

/** Sizes of the model that is measured. */
export function sizesOf({ ours, modelFolder }: Setting): Sizes {
	const { layers, hidden, inner, vocab, heads } = ours.model.shape;
	const config = JSON.parse(readFileSync(join(modelFolder, "config.json"), "utf8"));
	const keyHeads: number = config.num_key_value_heads ?? heads;
	return { layers, hidden, inner, vocab, keys: (hidden / heads) * keyHeads };
}
