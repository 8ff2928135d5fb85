import { test } from "uvu";
import * as assert from "uvu/assert";
import { editSuccess, rewritePpl } from "../../metrics/index.ts";
import { answered, record, scoreByHand } from "./score-by-hand.ts";

test("editSuccess() asks for the target after the prompt", () => {
	const [metric] = editSuccess();
	const probes = [{ prompt: "The capital of Atlantis is", answer: "Paris" }];
	assert.equal(metric!.implementation.asks({ record, params: {} }), {
		rewrite: { kind: "teacherForced", probes },
	});
});

test("editSuccess() is the share of the target's tokens that are predicted", () => {
	const after = { rewrite: [answered([1, 2, 3, 4], [1, 9, 3, 4])] };
	assert.equal(scoreByHand(editSuccess(), record, { after }), { rewrite: [0.75] });
});

test("editSuccess() of an answer without tokens is NaN, which tables leave out and count", () => {
	const { rewrite } = scoreByHand(editSuccess(), record, { after: { rewrite: [answered([], [])] } });
	assert.equal(rewrite!.map(Number.isNaN), [true]);
});

test("editSuccess() and rewritePpl() ask the same", () => {
	const [success] = editSuccess();
	const [perplexity] = rewritePpl();
	const asked = { record, params: {} };
	assert.equal(success!.implementation.asks(asked), perplexity!.implementation.asks(asked));
});

test.run();
