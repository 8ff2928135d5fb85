import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { iceLlama2, iceLlama2Unedited } from "../../../benchmarks/knowedit/published.ts";

type Transcript = Record<string, Record<string, Record<string, number>>>;

const transcript = fileURLToPath(new URL("../../../../shared/data/paper_tables.json", import.meta.url));

test("the published table has five editors on four datasets", () => {
	assert.equal(Object.keys(iceLlama2.rows), ["wiki_recent", "zsre", "wikibio", "wiki_counterfact"]);
	for (const editors of Object.values(iceLlama2.rows)) {
		assert.equal(Object.keys(editors), ["rome", "memit", "ft-l", "ft-m", "ice"]);
	}
});

test("only WikiBio lacks portability, and nothing else is missing", () => {
	for (const [dataset, editors] of Object.entries(iceLlama2.rows)) {
		for (const scores of Object.values(editors)) {
			assert.is("portability" in scores, dataset !== "wikibio");
			assert.is(Object.keys(scores).length, dataset === "wikibio" ? 4 : 5);
		}
	}
});

test("ICE has the paper's best portability, locality and perplexity ratio on WikiData counterfact", () => {
	assert.equal(iceLlama2.rows.wiki_counterfact?.ice, {
		"edit-success": 100,
		portability: 73.49,
		locality: 45.88,
		fluency: 583.29,
		"perplexity-ratio": 18.95,
	});
});

test("the unedited row says that it was read off a plot", () => {
	assert.match(iceLlama2Unedited.note ?? "", /by eye/);
	assert.equal(Object.keys(iceLlama2Unedited.rows.wiki_recent ?? {}), ["none"]);
});

test("every number equals an independent transcript of the paper's tables", () => {
	if (!existsSync(transcript)) return console.log(`skipped: ${transcript} is absent`);
	const { tables } = JSON.parse(readFileSync(transcript, "utf8")).ice_main_llama2 as { tables: Transcript };
	const translated = Object.fromEntries(
		Object.entries(tables).map(([dataset, editors]) => [
			dataset.toLowerCase().replace("wikidata", "wiki"),
			Object.fromEntries(
				Object.entries(editors).map(([editor, scores]) => [editor.toLowerCase(), translate(scores)]),
			),
		]),
	);
	assert.equal(iceLlama2.rows, translated);
});

function translate(scores: Record<string, number>) {
	const names: Record<string, string> = {
		"Edit Succ.": "edit-success",
		Portability: "portability",
		Locality: "locality",
		Fluency: "fluency",
		PPL_r: "perplexity-ratio",
	};
	return Object.fromEntries(Object.entries(scores).map(([name, value]) => [names[name], value]));
}

test.run();
