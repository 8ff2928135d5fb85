import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineMetric } from "#core/metric";
import { editedAsks, gatherAsks, gatherFollowUps } from "#runner/answer/gather-asks";
import { scoreRecord } from "#runner/answer/score-record";

const record = { id: "0", subject: "s", prompt: "q", targetNew: "x" };
const format = { column: "C", scale: 1, higherIsBetter: true };
const probe = (prompt: string) => ({ kind: "teacherForced", probes: [{ prompt, answer: "x" }] }) as const;
const answered = (predicted: number) => [{ target: [1], predicted: [predicted], logProbs: [-1] }];

const first = defineMetric({
	name: "first",
	summary: "Asks for q",
	format,
	asks: () => ({ own: probe("q"), other: probe("r") }),
	score: ({ before, after }) => ({ own: [before.own[0]!.predicted[0]!, after.other[0]!.predicted[0]!] }),
});
const second = defineMetric({
	name: "second",
	summary: "Asks for q too, under another name, and calls something else own",
	format,
	asks: () => ({ mine: { probes: [{ answer: "x", prompt: "q" }], kind: "teacherForced" }, own: probe("t") }),
	score: ({ after }) => ({ mine: [after.mine[0]!.predicted[0]!, after.own[0]!.predicted[0]!] }),
});
const third = defineMetric({
	name: "third",
	summary: "Asks the unedited model alone, and again about the answer",
	format,
	asks: () => ({ alone: { ...probe("u"), of: "unedited" }, q: probe("q") }),
	followUp: ({ after }) => ({ again: { kind: "logProbs", text: `after ${after.q[0]!.predicted[0]}` } }),
	score: ({ before, after, followUp }) => ({
		all: [before.alone[0]!.predicted[0]!, after.alone[0]!.predicted[0]!, followUp.again.shifted[0]!],
	}),
});
const metrics = [first(), second(), third()].flat();

test("gatherAsks() asks equal questions of several metrics once", () => {
	assert.equal(gatherAsks(metrics, record), {
		own: probe("q"),
		other: probe("r"),
		"own#2": probe("t"),
		alone: { ...probe("u"), of: "unedited" },
	});
});

test("editedAsks() spares the edited model what is asked of the unedited one alone", () => {
	assert.equal(Object.keys(editedAsks(gatherAsks(metrics, record))), ["own", "other", "own#2"]);
});

test("gatherFollowUps() gives each metric the answers under its own names", () => {
	const after = { own: answered(5), other: answered(6), "own#2": answered(7) };
	assert.equal(gatherFollowUps(metrics, record, after), { again: { kind: "logProbs", text: "after 5" } });
});

test("scoreRecord() scores every metric by label, without a model", () => {
	const before = { own: answered(1), other: answered(2), "own#2": answered(3), alone: answered(4) };
	const after = { own: answered(5), other: answered(6), "own#2": answered(7) };
	const again = { ids: [1, 2], prefix: 0, shifted: [-3], unshifted: [-4, -5] };
	const followUp = { again };
	assert.equal(scoreRecord(metrics, record, { before, after, followUp }), {
		first: { own: [1, 6] },
		second: { mine: [5, 7] },
		third: { all: [4, 4, -3] },
	});
});

test("scoreRecord() names an answer that the edited model owes, and never takes the unedited one's", () => {
	const before = { own: answered(1), other: answered(2) };
	const followUp = {};
	const score = () => scoreRecord(first(), record, { before, after: { own: answered(1) }, followUp });
	assert.throws(score, /^The answer "other" that the metric "first" reads is missing$/);
});

test.run();
