import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../../../datasets/_shared/knowedit-form/rules.ts";
import { found, parse, plain } from "./quirks.ts";

const withPortability = (portability: unknown) => parse({ ...plain, portability });
const probe = (prompt: string, ground_truth: unknown) => ({ prompt, ground_truth });

test("parseProbes() takes the first answer's first alias", () => {
	const { records } = withPortability({
		Reasoning: [
			probe("plain", "Arabic"),
			probe("list", ["Arabic"]),
			probe("nested", [["Arabic", "العربية"], ["Kurdish"]]),
		],
	});
	assert.equal(
		records[0]?.portability.reasoning?.map(({ answer }) => answer),
		["Arabic", "Arabic", "Arabic"],
	);
});

test("parseProbes() spells and orders groups as result files do", () => {
	const one = [probe("p", "a")];
	const { records } = parse({
		...plain,
		portability: { Logical_Generalization: one, Reasoning: one, Subject_Aliasing: one },
		locality: { Forgetfulness: one, Relation_Specificity: one },
	});
	assert.equal(Object.keys(records[0]!.portability), [
		"Subject_Aliasing",
		"reasoning",
		"Logical_Generalization",
	]);
	assert.equal(Object.keys(records[0]!.locality), ["Relation_Specificity", "Forgetfulness"]);
});

test("parseProbes() accepts other spellings of a group and joins what two of them hold", () => {
	const { records, report } = withPortability({
		reasoning: [probe("p", "a")],
		Reasoning: [probe("q", "b")],
		"logical generalization": [probe("r", "c")],
	});
	assert.equal(records[0]?.portability, {
		reasoning: [
			{ prompt: "p", answer: "a" },
			{ prompt: "q", answer: "b" },
		],
		Logical_Generalization: [{ prompt: "r", answer: "c" }],
	});
	assert.equal(report.findings, []);
});

test("parseProbes() leaves out a group that no metric knows, and warns", () => {
	const parsed = withPortability({ Compositionality_I: [probe("p", "a")], Reasoning: [probe("p", "a")] });
	assert.equal(Object.keys(parsed.records[0]!.portability), ["reasoning"]);
	assert.equal(found(parsed, rules.unknownGroup), [
		"0 portability.Compositionality_I: want one of Subject_Aliasing, reasoning, Logical_Generalization",
	]);
});

test("parseProbes() skips and counts probes without an answer", () => {
	const parsed = withPortability({
		Reasoning: [
			probe("p", [[]]),
			probe("q", ""),
			probe("r", [["", "alias"]]),
			probe("s", [[], ["Hero"]]),
			{ prompt: "t" },
			probe("u", 1987),
			probe("v", [["kept"], []]),
		],
	});
	assert.equal(parsed.records[0]?.portability, { reasoning: [{ prompt: "v", answer: "kept" }] });
	assert.is(parsed.report.counts["probes skipped"], 6);
	assert.equal(found(parsed, rules.probeWithoutAnswer), [
		"0 portability.Reasoning[0].ground_truth: got [[]], want a text",
		'0 portability.Reasoning[1].ground_truth: got "", want a text',
		"0 portability.Reasoning[2].ground_truth: the first of a list of 1 is empty; the reference reads no other",
		"0 portability.Reasoning[3].ground_truth: the first of a list of 2 is empty; the reference reads no other",
		"0 portability.Reasoning[4].ground_truth: got nothing, want a text",
		"0 portability.Reasoning[5].ground_truth: got 1987, want a text",
	]);
});

test("parseProbes() drops a group that is empty or whose probes were all skipped", () => {
	const parsed = withPortability({
		Logical_Generalization: [],
		Reasoning: [probe("p", [[]])],
		Subject_Aliasing: null,
	});
	assert.equal(parsed.records[0]?.portability, {});
	assert.equal(found(parsed, rules.emptyGroup), [
		"0 portability.Logical_Generalization: got an empty list",
		"0 portability.Subject_Aliasing: got null",
	]);
	assert.equal(found(parsed, rules.noPortability), ["0 portability: every group is empty or was skipped"]);
});

test("parseProbes() reads a section that is empty, null or absent as one without probes", () => {
	const parsed = parse(...[{}, [], null, undefined].map((portability, i) => ({ ...plain, portability, i })), {
		...plain,
		locality: {},
	});
	assert.is(parsed.records.length, 5);
	assert.equal(found(parsed, rules.noPortability), [
		"0 portability: got an empty object",
		"1 portability: got an empty list",
		"2 portability: got null",
		"3 portability: got nothing",
	]);
	assert.equal(found(parsed, rules.noLocality), ["4 locality: got an empty object"]);
});

test("parseProbes() keeps a prompt repeated with another answer and a probe repeated word for word", () => {
	const parsed = withPortability({ Reasoning: [probe("p", "a"), probe("p", "b"), probe("p", "a")] });
	assert.equal(
		parsed.records[0]?.portability.reasoning?.map(({ answer }) => answer),
		["a", "b", "a"],
	);
	assert.equal(found(parsed, rules.promptRepeated), [
		'0 portability.Reasoning[1].prompt: "p" stands in the group before',
	]);
	assert.equal(found(parsed, rules.probeRepeated), [
		'0 portability.Reasoning[2].prompt: "p" stands in the group before',
	]);
});

test("parseProbes() reads the flattened form of requests and result files", () => {
	const { records } = withPortability({
		reasoning: { prompt: ["p", "q"], ground_truth: ["a", "b"] },
		Subject_Aliasing: { prompt: "r", ground_truth: "c" },
	});
	assert.equal(records[0]?.portability, {
		Subject_Aliasing: [{ prompt: "r", answer: "c" }],
		reasoning: [
			{ prompt: "p", answer: "a" },
			{ prompt: "q", answer: "b" },
		],
	});
});

test("parseProbes() reports groups and probes that it cannot read, with index and field", () => {
	const parsed = parse(
		{ ...plain, locality: [{ loc: "who", loc_ans: "Michael" }] },
		{ ...plain, portability: { Reasoning: "p" } },
		{ ...plain, portability: { Reasoning: { prompt: ["p", "q"], ground_truth: ["a"] } } },
		{ ...plain, portability: { Reasoning: [{ question: "p", ground_truth: "a" }] } },
		{ ...plain, portability: { Reasoning: [probe("p", "a"), "q"] } },
	);
	assert.equal(parsed.records, []);
	assert.equal(found(parsed, rules.unreadable), [
		"0 locality: got a list of 1, want an object of lists of probes",
		'1 portability.Reasoning: got "p", want a list of { prompt, ground_truth }',
		'2 portability.Reasoning: got an object with the keys "prompt", "ground_truth", want a list of { prompt, ground_truth }',
		"3 portability.Reasoning[0].prompt: got nothing, want a text",
		"4 portability.Reasoning: got a list of 2, want a list of { prompt, ground_truth }",
	]);
});

test.run();
