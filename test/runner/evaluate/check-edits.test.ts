import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { checkEdits } from "#runner/evaluate/check-edits";

test.before(() => startEngine("cpu").then(() => undefined));

const fine = () => ({ kind: "weights", deltas: new Map([["w", tf.zeros([2, 2])]]) });

function refusal(edits: unknown, wanted = 1): string {
	try {
		checkEdits(edits, wanted, "mine");
	} catch (error) {
		return (error as Error).message;
	}
	return "accepted";
}

test("edits of both kinds, whole and thin, are accepted", () => {
	const [left, right] = [tf.zeros([2, 1]), tf.zeros([1, 2])];
	const thin = { kind: "weights", deltas: new Map([["w", { left, right }]]) };
	const whole = fine();
	assert.is(refusal([whole, thin, { kind: "wrap", data: null, wrap: () => 0 }], 3), "accepted");
	tf.dispose([left, right, ...whole.deltas.values()]);
});

test("what is no edit is refused with what it is and what was wanted", () => {
	const wrong: [unknown, string | RegExp][] = [
		[undefined, 'Editor "mine" handed back nothing; it should be a list of edits, one a case'],
		[new Map(), 'Editor "mine" handed back an empty object; it should be a list'],
		[[], 'Editor "mine" was given 1 cases and handed back 0 edits'],
		[[undefined], "an edit of case 0 that is nothing; it should be { kind:"],
		[
			[{ kind: "weight", deltas: new Map() }],
			'an edit of case 0 of kind "weight"; it should be "weights" or "wrap"',
		],
		[[{ kind: "weights" }], 'whose "deltas" are nothing; they should be a Map: new Map([[weight, delta]])'],
		[
			[{ kind: "weights", deltas: { w: 1 } }],
			'whose "deltas" are an object with the keys "w"; they should be a Map',
		],
		[
			[{ kind: "weights", deltas: new Map([["w", [1, 2]]]) }],
			'whose delta of "w" is a list of 2; it should be a tensor',
		],
		[
			[{ kind: "weights", deltas: new Map([["w", { left: 1, right: 2 }]]) }],
			'whose delta of "w" is an object with the keys',
		],
		[[{ kind: "wrap", wrap: {} }], 'of kind "wrap" whose "wrap" is an empty object; it should be a function'],
	];
	for (const [edits, message] of wrong) assert.match(refusal(edits), message);
});

test("a delta that was disposed is told from one that lives", () => {
	const gone = fine();
	tf.dispose([...gone.deltas.values()]);
	assert.match(
		refusal([gone]),
		'whose delta of "w" was disposed; a tensor made within tf.tidy() lives on if that returns it',
	);
});

test("what the others hold is freed", () => {
	const before = tf.memory().numTensors;
	assert.match(refusal([fine(), null], 2), "an edit of case 1 that is null");
	assert.match(refusal([fine(), fine()], 1), "was given 1 cases and handed back 2 edits");
	assert.is(tf.memory().numTensors, before);
});

test.run();
