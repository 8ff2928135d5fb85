import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fidelity } from "#core/fidelity";
import { readFact } from "../../../../editors/_shared/fact/fact.ts";
import { parseTemplate } from "../../../../editors/_shared/templates/template.ts";
import { valueRows } from "../../../../editors/_shared/value/value-rows.ts";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { goldenCheckpoint } from "../../../models/_shared/tokenizer/reference-tokens.ts";

const llama = loadTokenizer(goldenCheckpoint("tiny-llama"));
const record = {
	id: "ortega",
	subject: "Jenna Ortega",
	prompt: "The place of birth of Jenna Ortega is",
	targetNew: "Ormiston",
};
const templates = ["{}", "Therefore. {}"].map(parseTemplate);

function rowsOf(fidelity: Fidelity) {
	const reading = { tokenizer: llama, fidelity };
	const fact = readFact(reading, record, { blank: "always" });
	return { fact, ...valueRows(reading, fact, templates) };
}

test("exact rows are the prompt's ids and the target's but the last, read from the prompt's last token on", () => {
	const { fact, ids, at, targets, subjects } = rowsOf("exact");
	const prompt = llama.encode(record.prompt);
	assert.equal([...prompt, ...fact.target], llama.encode(`${record.prompt} Ormiston`));
	assert.equal(ids[0], [...prompt, ...fact.target.slice(0, -1)]);
	const n = fact.target.length;
	assert.equal(
		at.slice(0, n),
		fact.target.map((_, j) => [0, prompt.length - 1 + j]),
	);
	assert.equal(targets, [...fact.target, ...fact.target]);
	assert.equal(at[n], [1, ids[1]!.length - n]);
	assert.is(subjects.length, 3);
});

test("the last row asks what follows the subject", () => {
	for (const fidelity of ["exact", "reference"] as const) {
		const { ids, subjects } = rowsOf(fidelity);
		assert.is(llama.decode(ids[2]!).trim(), "Jenna Ortega is a");
		const [row, column] = subjects[2]!;
		assert.is(row, 2);
		assert.is(llama.decode(ids[2]!.slice(0, column + 1)).trim(), "Jenna Ortega");
	}
});

test("the reference's target keeps a lone ▁, whose text is lost, so that it begins one token early", () => {
	const { fact, ids, at } = rowsOf("reference");
	assert.equal(fact.target, llama.encode(" Ormiston").slice(1));
	assert.is(llama.decode([fact.target[0]!]), "");
	assert.equal(ids[0], llama.encode(record.prompt + llama.decode(fact.target.slice(0, -1))));
	const prompt = llama.encode(record.prompt).length;
	assert.equal(at[0], [0, prompt - 2]);
});

test("MEMIT's reference puts no blank before a target that begins with one, ROME's does", () => {
	const reading = { tokenizer: llama, fidelity: "reference" } as const;
	const blank = { ...record, targetNew: " Ormiston" };
	const once = readFact(reading, record, { blank: "always" }).target;
	assert.equal(readFact(reading, blank, { blank: "where-absent" }).target, once);
	assert.equal(readFact(reading, blank, { blank: "always" }).target, llama.encode("  Ormiston").slice(1));
	const exact = { tokenizer: llama, fidelity: "exact" } as const;
	const plain = readFact(exact, record, { blank: "always" });
	assert.equal(readFact(exact, blank, { blank: "always" }), plain);
});

test.run();
