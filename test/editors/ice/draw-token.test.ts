import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Sampling } from "#core/ask";
import { keyedRandom } from "#engine/rng";
import { drawToken } from "../../../editors/ice/draw-token.ts";

/** log p of the tokens 0 to 4. */
const logits = Float32Array.of(0.1, 0.4, 0.05, 0.25, 0.2).map(Math.log);

/** How often each token is drawn. */
function shares(sampling: Partial<Sampling>, from = logits): number[] {
	const random = keyedRandom("draw-token");
	const counts = new Array<number>(from.length).fill(0);
	const draws = 4000;
	for (let i = 0; i < draws; i++) {
		const drawn = drawToken(from, { temperature: 1, topK: null, topP: null, ...sampling }, random);
		counts[drawn]!++;
	}
	return counts.map((count) => count / draws);
}

const assertShares = (got: readonly number[], want: readonly number[]) => {
	for (const [token, share] of want.entries()) {
		assert.ok(
			Math.abs(got[token]! - share) < (share === 0 ? 1e-9 : 0.03),
			`${token}: ${got[token]}, not ${share}`,
		);
	}
};

test("tokens are drawn as likely as they are", () => {
	assertShares(shares({}), [0.1, 0.4, 0.05, 0.25, 0.2]);
});

test("a temperature makes them alike", () => {
	assertShares(shares({ temperature: 1e4 }), [0.2, 0.2, 0.2, 0.2, 0.2]);
	assertShares(shares({ temperature: 0.01 }), [0, 1, 0, 0, 0]);
});

test("top-k keeps the likeliest", () => {
	assertShares(shares({ topK: 2 }), [0, 8 / 13, 0, 5 / 13, 0]);
	assertShares(shares({ topK: 1 }), [0, 1, 0, 0, 0]);
	assertShares(shares({ topK: 99 }), [0.1, 0.4, 0.05, 0.25, 0.2]);
});

test("top-p keeps the fewest that have the probability together", () => {
	assertShares(shares({ topP: 0.6 }), [0, 8 / 13, 0, 5 / 13, 0]);
	assertShares(shares({ topP: 0.66 }), [0, 8 / 17, 0, 5 / 17, 4 / 17]);
	assertShares(shares({ topP: 1 }), [0.1, 0.4, 0.05, 0.25, 0.2]);
});

test("top-p counts among what top-k leaves", () => {
	assertShares(shares({ topK: 3, topP: 0.5 }), [0, 8 / 13, 0, 5 / 13, 0]);
});

test("a forbidden token is not drawn", () => {
	const forbidden = logits.slice();
	forbidden[1] = Number.NEGATIVE_INFINITY;
	assertShares(shares({}, forbidden), [1 / 6, 0, 1 / 12, 5 / 12, 1 / 3]);
});

test.run();
