import { test } from "uvu";
import * as assert from "uvu/assert";
import { rewritePpl } from "../../metrics/index.ts";
import { answered, record, scoreByHand } from "./score-by-hand.ts";

test("rewritePpl() is the inverse of the target's probability per token", () => {
	// Probabilities 1/2 and 1/8: per token √(1/16) = 1/4.
	const after = { rewrite: [answered([1, 2], [0, 0], [Math.log(1 / 2), Math.log(1 / 8)])] };
	const { rewrite } = scoreByHand(rewritePpl(), record, { after });
	assert.ok(Math.abs(rewrite![0]! - 4) < 1e-12, `${rewrite}`);
});

test("rewritePpl() of an answer without tokens is NaN", () => {
	const { rewrite } = scoreByHand(rewritePpl(), record, { after: { rewrite: [answered([], [])] } });
	assert.equal(rewrite!.map(Number.isNaN), [true]);
});

test.run();
