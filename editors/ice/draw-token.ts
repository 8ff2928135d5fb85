import type { Sampling } from "#core/ask";
import type { Random } from "#engine/rng";

/**
 * Draws a token: logits are divided by the temperature, then the k likeliest kept, then the fewest likeliest of these
 * that have the probability p together.
 *
 * @param logits [vocab]; −∞ forbids a token
 */
export function drawToken(
	logits: Float32Array,
	{ temperature, topK, topP }: Sampling,
	random: Random,
): number {
	const ranked = Array.from(logits.keys()).sort((a, b) => logits[b]! - logits[a]!);
	const likeliest = logits[ranked[0]!]!;
	const kept = ranked.slice(0, topK ?? ranked.length);
	const sums = runningSums(kept.map((id) => Math.exp((logits[id]! - likeliest) / temperature)));
	const whole = sums.at(-1)!;
	const total = topP === null ? whole : sums.find((sum) => sum >= topP * whole)!;
	const wanted = random.uniform() * total;
	return kept[sums.findIndex((sum) => sum > wanted)]!;
}

function runningSums(values: readonly number[]): number[] {
	let sum = 0;
	return values.map((value) => {
		sum += value;
		return sum;
	});
}
