import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ice } from "editbench/editors";
import { backwardFlops, forwardFlops, type Sizes } from "./flops.ts";
import type { Line } from "./line.ts";
import { COLUMNS, FORWARD, ROWS } from "./sections/forward.ts";
import { RATE } from "./sections/rate.ts";
import { STEP, stepTokens } from "./sections/step.ts";
import type { Setting } from "./setting.ts";

/** Lines that tell how much of the machine's rate a forward pass and a step reach, where all three were measured. */
export async function sharesOfRate(lines: readonly Line[], setting: Setting): Promise<Line[]> {
	const ours = (what: string) => lines.find((line) => line.what === what)?.samples.ours;
	const rates = ours(RATE);
	if (rates === undefined) return [];
	// What slows a product down is never the machine.
	const best = Math.max(...rates);
	const sizes = sizesOf(setting);
	const share = (what: string, flops: number): Line[] => {
		const samples = ours(what)?.map((time) => (100 * flops) / time / 1e9 / best);
		return samples ? [{ what: `of that rate: ${what}`, unit: "%", samples: { ours: samples } }] : [];
	};
	const tokens = ROWS * COLUMNS;
	const forward = share(FORWARD, forwardFlops(sizes, tokens, tokens));
	return ours(STEP) === undefined ? forward : [...forward, ...share(STEP, await stepFlops(setting, sizes))];
}

async function stepFlops({ ours, recordsOf }: Setting, sizes: Sizes): Promise<number> {
	const [record] = await recordsOf(1);
	const { layers } = ours.paramsOf(ice()[0]!) as { layers: readonly number[] };
	const { passes, read } = stepTokens(ours.model, record!);
	const tokens = passes.reduce((sum, length) => sum + length, 0);
	const logits = read * passes.length;
	return forwardFlops(sizes, tokens, logits) + backwardFlops(sizes, tokens, logits, layers);
}

function sizesOf({ ours, modelFolder }: Setting): Sizes {
	const { layers, hidden, inner, vocab, heads } = ours.model.shape;
	const config = JSON.parse(readFileSync(join(modelFolder, "config.json"), "utf8"));
	const keyHeads: number = config.num_key_value_heads ?? heads;
	return { layers, hidden, inner, vocab, keys: (hidden / heads) * keyHeads };
}
