import { test } from "uvu";
import * as assert from "uvu/assert";
import { doubleStarts } from "#runner/plan/double-starts";
import { notesOf } from "#runner/plan/notes";
import { planFixture } from "../plan-fixture.ts";

const plan = await planFixture("two-nudges");
const record = { id: "0", subject: "Peru", prompt: "The capital of Peru is", targetNew: "Oslo" };

/** Cells of the fixture with these records and a tokenizer that begins texts so. */
const cellsOf = (records: readonly (typeof record)[], startToken: string | undefined) =>
	plan.cells.map((cell) => ({
		...cell,
		records: records.length,
		ready: {
			...cell.ready!,
			model: { ...cell.ready!.model, ...(startToken !== undefined && { startToken }) },
			dataset: { ...cell.ready!.dataset, records },
		},
	}));

test("texts that hold the token which the tokenizer adds are counted, once for a model and a dataset", () => {
	const probe = { prompt: " <s>[INST] What? [/INST]", answer: "x" };
	const records = [
		record,
		{ ...record, prompt: "<s>[INST] Peru? [/INST]" },
		{ ...record, portability: { reasoning: [probe] } },
		{ ...record, targetNew: "<s>Oslo", locality: { near: [{ prompt: "p", answer: "<s>" }] } },
	];
	const [{ key }] = plan.cells as [(typeof plan.cells)[number]];
	assert.equal(doubleStarts(cellsOf(records, "<s>")), [
		`${key.dataset}: 2 of 4 records have texts that begin with "<s>", which the tokenizer of tiny puts before every text by itself, so that it is fed twice. Take it out of the texts.`,
	]);
	assert.match(doubleStarts(cellsOf(records.slice(1, 2), "<s>"))[0]!, /1 of 1 records has texts that begin/);
});

test("a tokenizer that adds nothing, or another token, is no matter", () => {
	const records = [{ ...record, prompt: "<s>[INST] Peru? [/INST]" }];
	assert.equal(doubleStarts(cellsOf(records, undefined)), []);
	assert.equal(doubleStarts(cellsOf(records, "<bos>")), []);
	assert.equal(plan.warnings, []);
});

test("the warning is a footnote of the table", () => {
	const cells = cellsOf([{ ...record, prompt: "<s>Peru?" }], "<s>");
	const [warning] = doubleStarts(cells);
	assert.ok(notesOf({ ...plan, cells }).includes(warning!));
	assert.not(notesOf(plan).includes(warning!));
});

test.run();
