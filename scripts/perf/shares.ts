import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sizes } from "./flops.ts";
import type { Line } from "./line.ts";
import type { Setting } from "./setting.ts";
import { machineOf, type StoredSection, type StoredSections } from "./stored-sections.ts";

/**
 * What the machine does at its best, in GFLOP/s, measured now or stored before: what slows a product down is never the
 * machine. The rate of another machine says nothing.
 *
 * @param about where shares are to be told
 */
export function bestRateOf(
	{ rate }: StoredSections,
	about: Pick<StoredSection, "machine" | "threads">,
): number | undefined {
	if (rate === undefined || machineOf(rate) !== machineOf(about)) return undefined;
	return Math.max(...rate.lines.flatMap(({ samples }) => samples.ours ?? []));
}

/**
 * A line that tells how much of the machine's rate another one of ours reaches; none where the rate is not known.
 *
 * @param flops operations of one measurement
 */
export function shareOfRate(
	{ bestRate }: Pick<Setting, "bestRate">,
	{ what, samples }: Line,
	flops: number,
): Line[] {
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
