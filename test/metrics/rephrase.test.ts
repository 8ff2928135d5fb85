import { test } from "uvu";
import * as assert from "uvu/assert";
import { rephrase } from "../../metrics/index.ts";
import { answered, bare, record, scoreByHand } from "./score-by-hand.ts";

const [metric] = rephrase();

test("rephrase() asks for the target after the rephrased prompt", () => {
	const probes = [{ prompt: "Atlantis is governed from", answer: "Paris" }];
	assert.equal(metric!.implementation.asks({ record, params: {} }), {
		rephrase: { kind: "teacherForced", probes },
	});
});

test("rephrase() is the share of the target's tokens that are predicted", () => {
	const after = { rephrase: [answered([1, 2], [2, 2])] };
	assert.equal(scoreByHand(rephrase(), record, { after }), { rephrase: [0.5] });
});

test("rephrase() has no value for a record without a rephrase", () => {
	assert.equal(metric!.implementation.asks({ record: bare, params: {} }), {});
	assert.equal(scoreByHand(rephrase(), bare, { after: {} }), {});
});

test.run();
