import { test } from "uvu";
import * as assert from "uvu/assert";
import { portability } from "../../metrics/index.ts";
import { answered, bare, record, scoreByHand } from "./score-by-hand.ts";

const [metric] = portability();

test("portability() asks one question for each key, with all its probes", () => {
	assert.equal(metric!.implementation.asks({ record, params: {} }), {
		"portability.Subject_Aliasing": { kind: "teacherForced", probes: record.portability.Subject_Aliasing },
		"portability.reasoning": { kind: "teacherForced", probes: record.portability.reasoning },
	});
});

test("portability() is the share of each answer's tokens that are predicted", () => {
	const after = {
		"portability.Subject_Aliasing": [answered([1, 2], [1, 2]), answered([1, 2], [1, 3])],
		"portability.reasoning": [answered([4, 5, 6, 7], [0, 0, 0, 7])],
	};
	assert.equal(scoreByHand(portability(), record, { after }), {
		Subject_Aliasing: [1, 0.5],
		reasoning: [0.25],
	});
});

test("portability() of a record without such probes is empty", () => {
	assert.equal(scoreByHand(portability(), bare, { after: {} }), {});
});

test.run();
