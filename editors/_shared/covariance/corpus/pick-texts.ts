import { UserError } from "#core/errors";
import { keyedRandom } from "#engine/rng";
import { type Corpus, isBlank } from "./corpus.ts";

export interface Pick {
	readonly samples: number;
	readonly pick: "first" | "random";
}

/**
 * Texts that are not blank, in the corpus's order: the first ones, or drawn at random (the same ones at each call). All
 * where there are fewer than `samples`.
 *
 * @throws UserError where there is none
 */
export async function pickTexts(corpus: Corpus, { samples, pick }: Pick): Promise<readonly string[]> {
	const all = await corpus.texts(pick === "first" ? samples : undefined);
	const texts = all.filter((text) => !isBlank(text));
	if (texts.length === 0) {
		throw new UserError(`The corpus ${corpus.title} holds no text`, { hint: "Use another one." });
	}
	if (pick === "first" || texts.length <= samples) return texts.slice(0, samples);
	return draw(texts.length, samples).map((index) => texts[index]!);
}

/** `count` of the numbers below `n`, ascending: the head of a Fisher–Yates shuffle. */
function draw(n: number, count: number): number[] {
	const random = keyedRandom(0, "covariance/texts");
	const indices = Uint32Array.from({ length: n }, (_, index) => index);
	for (let i = 0; i < count; i++) {
		const j = i + random.int(n - i);
		[indices[i], indices[j]] = [indices[j]!, indices[i]!];
	}
	return Array.from(indices.subarray(0, count)).sort((a, b) => a - b);
}
