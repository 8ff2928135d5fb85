import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sampling } from "#core/ask";
import { keyedRandom, type Random } from "#engine/rng";
import { candidates } from "../../../../models/_shared/generate/candidates.ts";
import { nextToken } from "../../../../models/_shared/generate/next-token.ts";
import { assertNear } from "../../check-forward.ts";

const everything: Sampling = { temperature: 1, topK: null, topP: null };
/** Logits of these probabilities. */
const logitsOf = (...probabilities: number[]) => Float32Array.from(probabilities, Math.log);
const always = (value: number): Random => ({ uniform: () => value, int: () => 0 });

/** Probabilities of the tokens that are left. */
function left(logits: Float32Array, sampling: Partial<Sampling>): Map<number, number> {
	const { ids, weights } = candidates(logits, { ...everything, ...sampling });
	const sum = weights.reduce((a, b) => a + b, 0);
	return new Map(ids.map((id, i) => [id, weights[i]! / sum]));
}

test("candidates() are all tokens that are not forbidden, with their probabilities", () => {
	const all = left(logitsOf(0.1, 0, 0.6, 0.3), {});
	assert.equal([...all.keys()], [0, 2, 3]);
	assertNear([...all.values()], [0.1, 0.6, 0.3], 1e-7, "probabilities");
});

test("candidates() divide logits by the temperature", () => {
	// p ∝ √p at temperature 2: 0.1 and 0.4 become 1 to 2.
	assertNear([...left(logitsOf(0.1, 0.4), { temperature: 2 }).values()], [1 / 3, 2 / 3], 1e-6, "warm");
	assertNear([...left(logitsOf(0.2, 0.4), { temperature: 0.5 }).values()], [0.2, 0.8], 1e-6, "cold");
});

test("candidates() keep the k most likely tokens, and those as likely as the last of them", () => {
	assert.equal([...left(logitsOf(0.1, 0.2, 0.4, 0.3), { topK: 2 }).keys()], [2, 3]);
	assert.equal([...left(logitsOf(0.1, 0.25, 0.4, 0.25), { topK: 2 }).keys()], [1, 2, 3]);
	assert.equal([...left(logitsOf(0.5, 0.5), { topK: 50 }).keys()], [0, 1]);
});

test("candidates() keep the fewest tokens that have p together, and always one", () => {
	const logits = logitsOf(0.1, 0.2, 0.4, 0.3);
	assert.equal([...left(logits, { topP: 0.65 }).keys()], [2, 3]);
	assert.equal([...left(logits, { topP: 0.75 }).keys()], [1, 2, 3]);
	assert.equal([...left(logits, { topP: 0.95 }).keys()], [0, 1, 2, 3]);
	assert.equal([...left(logits, { topP: 1e-9 }).keys()], [2]);
});

test("candidates() apply top-p to what temperature and top-k have left", () => {
	// Top 2 of 0.4 and 0.3 are 4/7 and 3/7: p = 0.5 keeps the first only, where of all tokens it would keep both.
	assert.equal([...left(logitsOf(0.1, 0.2, 0.4, 0.3), { topK: 2, topP: 0.5 }).keys()], [2]);
	assert.equal([...left(logitsOf(0.1, 0.2, 0.4, 0.3), { topP: 0.5 }).keys()], [2, 3]);
	assert.equal([...left(logitsOf(0.1, 0.2, 0.4, 0.3), { temperature: 0.2, topP: 0.5 }).keys()], [2]);
});

test("nextToken() without temperature is the most likely, the first of equals", () => {
	const greedy = { ...everything, temperature: 0 };
	assert.is(nextToken(Float32Array.of(1, 3, 3, 2), greedy, undefined), 1);
	assert.is(nextToken(Float32Array.of(-Infinity, -5), greedy, undefined), 1);
});

test("nextToken() draws by the running sum of probabilities in order of ids", () => {
	const logits = logitsOf(0.25, 0.5, 0.25);
	const draws = [0, 0.24, 0.26, 0.74, 0.76, 0.999999].map((u) => nextToken(logits, everything, always(u)));
	assert.equal(draws, [0, 0, 1, 1, 2, 2]);
});

test("nextToken() draws tokens as often as they are likely", () => {
	const logits = logitsOf(0.2, 0.5, 0.3);
	const counts = [0, 0, 0];
	const random = keyedRandom("next-token test");
	for (let i = 0; i < 20000; i++) counts[nextToken(logits, everything, random)]!++;
	// Four standard deviations of a count are below 300.
	assertNear(counts, [4000, 10000, 6000], 300, "counts");
});

test("nextToken() wants a stream where it samples", () => {
	assert.throws(() => nextToken(logitsOf(1), everything, undefined), /stream of random numbers/);
});

test.run();
