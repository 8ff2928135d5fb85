import type { Sampling } from "#core/ask";
import type { EditableModel, GenerateOptions, TokenBatch } from "#core/editable-model";
import type { Random } from "#engine/rng";
import { sampleAfterPadding } from "./sample-after-padding.ts";

export interface Sampler {
	readonly sampling: Sampling;
	/** Of each completion: end-of-text is forbidden. */
	readonly newTokens: number;
	/** Completions of each row. */
	readonly samples: number;
	readonly random: (row: number, sample: number) => Random;
}

/** @returns new ids, for each row of `prefix` one completion after the other */
export function sampleCompletions(
	model: EditableModel,
	prefix: TokenBatch,
	{ sampling, newTokens, samples, random }: Sampler,
): Promise<number[][]> {
	const each = <T>(of: (row: number, sample: number) => T): T[] =>
		prefix.ids.flatMap((_, row) => Array.from({ length: samples }, (_, sample) => of(row, sample)));
	const streams = each(random);
	if (prefix.mask?.some((row) => row.at(-1) === 0)) {
		const repeated = { ids: each((row) => prefix.ids[row]!), mask: each((row) => prefix.mask![row]!) };
		return sampleAfterPadding(model, repeated, { sampling, newTokens, streams });
	}
	// Padding on the left is masked and not counted in positions: it might as well not be there.
	const prompts = each((row) => prefix.ids[row]!.filter((_, column) => prefix.mask?.[row]?.[column] !== 0));
	return model.generate(prompts, ofLength(newTokens, sampling, streams));
}

/** Completions of so many tokens, no more and no fewer, one a stream. */
export const ofLength = (
	newTokens: number,
	sampling: Sampling,
	random: readonly Random[],
): GenerateOptions => ({
	sampling,
	random,
	maxNewTokens: random.map(() => newTokens),
	minNewTokens: newTokens,
});
