import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fidelity } from "#core/fidelity";
import { SkipRecord } from "#core/skip-record";
import { splitAtSubject } from "../../../../editors/_shared/fact/split-at-subject.ts";
import { subjectRow } from "../../../../editors/_shared/fact/subject-row.ts";
import { parseTemplate } from "../../../../editors/_shared/templates/template.ts";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { goldenCheckpoint } from "../../../models/_shared/tokenizer/reference-tokens.ts";

const tokenizers = ["tiny-gpt2", "tiny-llama"].map(
	(name) => [name, loadTokenizer(goldenCheckpoint(name))] as const,
);
const both = ["exact", "reference"] as const;

/** What the tokens up to the subject's last one say, and what those before it say. */
function around(
	tokenizer: (typeof tokenizers)[number][1],
	fidelity: Fidelity,
	prompt: string,
	subject: string,
	template = "{}",
) {
	const split = splitAtSubject(prompt, subject, fidelity);
	const { ids, subject: column } = subjectRow({ tokenizer, fidelity }, split, parseTemplate(template));
	const text = (end: number) => tokenizer.decode(ids.slice(0, end)).trimStart();
	return { upTo: text(column + 1), before: text(column) };
}

const cases: readonly [where: string, prompt: string, subject: string, upTo: string][] = [
	["at the start", "Jenna Ortega was born in", "Jenna Ortega", "Jenna Ortega"],
	[
		"in the middle",
		"The place of birth of Jenna Ortega is",
		"Jenna Ortega",
		"The place of birth of Jenna Ortega",
	],
	["at the end", "Who is Jenna Ortega", "Jenna Ortega", "Who is Jenna Ortega"],
	["repeated", "Oslo is Oslo, and Oslo stays", "Oslo", "Oslo"],
	[
		"with accents",
		"The village Saint-André-d'Allas lies in",
		"Saint-André-d'Allas",
		"The village Saint-André-d'Allas",
	],
	["of bytes alone", "In 北京市 there are", "北京市", "In 北京市"],
	["with an emoji", "The mood of 🙂🙃 is", "🙂🙃", "The mood of 🙂🙃"],
];

for (const [name, tokenizer] of tokenizers) {
	for (const fidelity of both) {
		for (const [where, prompt, subject, upTo] of cases) {
			test(`${name}, ${fidelity}: a subject ${where} ends at its last token`, () => {
				const found = around(tokenizer, fidelity, prompt, subject);
				assert.is(found.upTo, upTo);
				assert.ok(found.before.length < upTo.length || found.before.endsWith("\ufffd"), found.before);
			});
		}

		test(`${name}, ${fidelity}: a template before the prompt moves the subject`, () => {
			const { upTo } = around(
				tokenizer,
				fidelity,
				"Jenna Ortega was born in",
				"Jenna Ortega",
				"Because it is. {}",
			);
			assert.is(upTo, "Because it is. Jenna Ortega");
		});
	}

	test(`${name}: a subject that the text runs on from is found in the whole text's tokens under exact`, () => {
		const { upTo, before } = around(tokenizer, "exact", "The Ortegas live in", "Ortega");
		assert.ok(upTo.startsWith("The Ortega"), upTo);
		assert.not(before.startsWith("The Ortega"), before);
	});

	test(`${name}: the reference counts the tokens of the text cut after the subject`, () => {
		const prompt = { before: "The ", subject: "Orte", after: "ga is" };
		const { subject } = subjectRow({ tokenizer, fidelity: "reference" }, prompt);
		assert.is(subject, tokenizer.encode("The Orte").length - 1);
	});
}

test("blanks around a subject belong to it in the reference, and to nothing under exact", () => {
	const [prompt, subject] = ["The capital of Norway is", " Norway"];
	assert.equal(splitAtSubject(prompt, subject, "reference"), {
		before: "The capital of",
		subject,
		after: " is",
	});
	assert.equal(splitAtSubject(prompt, subject, "exact"), {
		before: "The capital of ",
		subject: "Norway",
		after: " is",
	});
	assert.equal(splitAtSubject("Norway lies", " Norway", "exact").before, "");
	assert.throws(
		() => splitAtSubject("Norway lies", " Norway", "reference"),
		(e: Error) => e instanceof SkipRecord,
	);
});

test("a subject that is a part of another word is passed over for one that is not, under exact", () => {
	const prompt = "The annual report of Ann and Anna";
	assert.is(splitAtSubject(prompt, "Ann", "exact").before, "The annual report of ");
	assert.is(splitAtSubject("Annabel met Ann", "Ann", "exact").before, "Annabel met ");
	assert.is(splitAtSubject("Annabel met Ann", "Ann", "reference").before, "");
	assert.is(splitAtSubject("Annabel sings", "Ann", "exact").before, "");
});

test("a record whose prompt lacks the subject is skipped with the reason", () => {
	for (const fidelity of both) {
		for (const subject of ["Sweden", "", "norway"]) {
			assert.throws(
				() => splitAtSubject("The capital of Norway is", subject, fidelity),
				(error: Error) => error instanceof SkipRecord && error.message === "subject not in prompt",
			);
		}
	}
});

test.run();
