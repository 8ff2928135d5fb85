import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseRecords } from "../../../../datasets/_shared/knowedit-form/parse-records.ts";
import { rules } from "../../../../datasets/_shared/knowedit-form/rules.ts";
import { found, parse, place, plain } from "./quirks.ts";

test("parseRecords() reads a plain record without a finding", () => {
	const { records, report } = parse(plain);
	assert.equal(records, [
		{
			id: "zsre-0",
			subject: "Leonardo DiCaprio",
			prompt: "The name of the country of citizenship of Leonardo DiCaprio is",
			targetNew: "Syria",
			targetTrue: "United States of America",
			portability: { Subject_Aliasing: [{ prompt: "Leo DiCaprio is a citizen of", answer: "Syria" }] },
			locality: { Relation_Specificity: [{ prompt: "The gender of Leonardo DiCaprio is", answer: "male" }] },
		},
	]);
	assert.equal(report.findings, []);
	assert.equal([report.where, report.total, report.usable], ["facts.json", 1, 1]);
});

test("parseRecords() numbers records by their place in the file, unusable ones included", () => {
	const { records, report } = parse(
		plain,
		{ ...plain, target_new: undefined },
		{ ...plain, subject: "Leonardo" },
	);
	assert.equal(
		records.map(({ id }) => id),
		["zsre-0", "zsre-2"],
	);
	assert.equal([report.total, report.usable], [3, 2]);
});

test("parseRecords() reads the keys of WikiBio", () => {
	const { records, report } = parse({
		text: "This is a Wikipedia passage about john russell reynolds.",
		labels: "Reynolds was born in Romsey, Hampshire.",
		concept: "john russell reynolds",
		locality: plain.locality,
	});
	assert.is(records[0]?.prompt, "This is a Wikipedia passage about john russell reynolds.");
	assert.is(records[0]?.targetNew, "Reynolds was born in Romsey, Hampshire.");
	assert.is(records[0]?.subject, "john russell reynolds");
	assert.equal(records[0]?.portability, {});
	assert.not.ok("targetTrue" in records[0]!);
	assert.equal(report.findings.map(place), ["0 ground_truth: got nothing", "0 portability: got nothing"]);
});

test("parseRecords() finds the true answer in a text, a list and nested lists", () => {
	const truths = ["Iraq", ["Iraq", "Iran"], [["Iraq", "Republic of Iraq"]], [], "", undefined, null];
	const parsed = parse(...truths.map((ground_truth, i) => ({ ...plain, ground_truth, i })));
	assert.equal(
		parsed.records.map(({ targetTrue }) => targetTrue),
		["Iraq", "Iraq", "Iraq", undefined, undefined, undefined, undefined],
	);
	assert.equal(found(parsed, rules.noTruth), [
		"3 ground_truth: got an empty list",
		'4 ground_truth: got ""',
		"5 ground_truth: got nothing",
		"6 ground_truth: got null",
	]);
});

test("parseRecords() reads a rephrased prompt and ignores an empty one", () => {
	const { records } = parse(
		{ ...plain, rephrase_prompt: "DiCaprio is a citizen of" },
		{ ...plain, rephrase_prompt: "" },
	);
	assert.is(records[0]?.rephrase, "DiCaprio is a citizen of");
	assert.not.ok("rephrase" in records[1]!);
});

test("parseRecords() reads context as a list, as one sentence, or not at all", () => {
	const contexts = [["He moved.", "He stayed."], "He moved.", undefined, null, [], ""];
	const { records, report } = parse(...contexts.map((context, i) => ({ ...plain, context, i })));
	assert.equal(
		records.map(({ context }) => context),
		[["He moved.", "He stayed."], ["He moved."], undefined, undefined, undefined, undefined],
	);
	assert.is(report.counts["records with context"], 2);
});

test("parseRecords() keeps a context sentence without text, and says so", () => {
	const parsed = parse({ ...plain, context: ["He moved.", " "] });
	assert.equal(parsed.records[0]?.context, ["He moved.", " "]);
	assert.equal(found(parsed, rules.blankContext), ['0 context[1]: got " "']);
});

test("parseRecords() points at a blank between prompt and target that are written without", () => {
	const chinese = { ...plain, subject: "维尔德里亚", prompt: "维尔德里亚的首都是：", target_new: "「北京」" };
	assert.equal(found(parse(chinese), rules.blankBetween), [
		'0 : "维尔德里亚的首都是：" and "「北京」" are joined by a blank; see the parameter "join"',
	]);
	assert.equal(found(parse({ ...chinese, target_new: "Peking" }, plain), rules.blankBetween), []);
	const joined = parseRecords([chinese], { where: "facts.json", split: "zsre", join: "" });
	assert.equal(found(joined, rules.blankBetween), []);
	assert.is(joined.records[0]?.join, "");
	assert.not("join" in parse(chinese).records[0]!);
});

test("parseRecords() keeps texts as they stand and points at outer white space", () => {
	const parsed = parse({
		...plain,
		prompt: `${plain.prompt} `,
		target_new: " Syria",
		locality: { Forgetfulness: [{ prompt: " The gender is", ground_truth: ["male\n"] }] },
	});
	assert.is(parsed.records[0]?.targetNew, " Syria");
	assert.is(parsed.records[0]?.prompt.at(-1), " ");
	assert.equal(parsed.records[0]?.locality.Forgetfulness, [{ prompt: " The gender is", answer: "male\n" }]);
	assert.equal(
		found(parsed, rules.outerSpace).map((line) => line.split(":")[0]),
		[
			"0 prompt",
			"0 target_new",
			"0 locality.Forgetfulness[0].prompt",
			"0 locality.Forgetfulness[0].ground_truth",
		],
	);
});

test("parseRecords() keeps emoji and combining marks, and points at broken characters", () => {
	const flag = "🇸🇾 Saint-Andre\u0301-d'Allas";
	const parsed = parse({ ...plain, target_new: flag }, { ...plain, target_new: "Bogot\uFFFD" });
	assert.is(parsed.records[0]?.targetNew, flag);
	assert.is(parsed.report.counts["records with non-ASCII text"], 2);
	assert.equal(found(parsed, rules.brokenText), ['1 target_new: got "Bogot\uFFFD"']);
});

test("parseRecords() warns where the subject is not in the prompt and where the target is the truth", () => {
	const parsed = parse(
		{ ...plain, subject: "Leonardo Wilhelm DiCaprio" },
		{ ...plain, ground_truth: ["Syria"] },
		{ ...plain, ground_truth: "syria" },
	);
	assert.match(
		found(parsed, rules.subjectNotInPrompt)[0]!,
		/^0 subject: "Leonardo Wilhelm DiCaprio" does not occur in/,
	);
	assert.equal(found(parsed, rules.targetIsTruth), ['1 target_new: both are "Syria"']);
	assert.is(parsed.records.length, 3);
});

test("parseRecords() keeps a repeated record and names the one before it", () => {
	const parsed = parse(plain, { ...plain, target_new: "Iraq" }, plain);
	assert.is(parsed.records.length, 3);
	assert.equal(found(parsed, rules.duplicate), ["2 : equals record 0"]);
});

test("parseRecords() reports a text that is missing, blank or of the wrong kind with its index and field", () => {
	const { subject, ...withoutSubject } = plain;
	const parsed = parse(
		{ ...plain, prompt: 5 },
		{ ...plain, target_new: " " },
		withoutSubject,
		{ ...plain, context: [["nested"]] },
		{ ...plain, rephrase_prompt: 7 },
		"not a record",
	);
	assert.is(subject, plain.subject);
	assert.equal(parsed.records, []);
	const lines = found(parsed, rules.unreadable);
	assert.is(lines[0], '0 prompt: got 5, want a text under "prompt" or "text"');
	assert.is(lines[1], '1 target_new: got " ", want a text under "target_new" or "labels"');
	assert.match(
		lines[2]!,
		/^2 subject: got nothing among an object with the keys .*, want a text under "subject" or "concept"$/,
	);
	assert.is(lines[3], "3 context[0]: got a list of 1, want a text");
	assert.is(lines[4], "4 rephrase_prompt: got 7, want a text");
	assert.is(lines[5], '5 : got "not a record", want an object');
});

test.run();
