import { test } from "uvu";
import * as assert from "uvu/assert";
import { resultFileNames } from "../../../reports/result-files/file-names.ts";

test("files are named as the Python tools name them", () => {
	const model = "meta-llama/Llama-2-7b-chat-hf";
	assert.equal(resultFileNames({ method: "ICE", dataset: "zsre", model }), {
		results: "ICE_zsre_Llama-2-7b-chat-hf_results.json",
		texts: "ICE_zsre_Llama-2-7b-chat-hf_gen_sentence.json",
	});
});

test("what a file system refuses becomes a dash", () => {
	const { results } = resultFileNames({ method: "FT-M (steps=5)", dataset: "a/b", model: "/models/gpt2/" });
	assert.is(results, "FT-M-(steps=5)_a-b_gpt2_results.json");
});

test("control characters become a dash too", () => {
	const { texts } = resultFileNames({ method: "a\0b\u0007", dataset: "d", model: "m" });
	assert.is(texts, "a-b-_d_m_gen_sentence.json");
});

test("labels that are too long for a file are cut, with room for a number", () => {
	const dataset = `atlas(indices=${Array.from({ length: 76 }, (_, at) => at * 13).join(",")})`;
	const { results, texts } = resultFileNames({ method: "FT-M", dataset, model: "gpt2" });
	assert.match(results, /^FT-M_atlas\(indices=0,13,.*-[0-9a-f]{12}_results\.json$/);
	assert.match(texts, /-[0-9a-f]{12}_gen_sentence\.json$/);
	assert.equal([results.length, texts.length], [246, 246]);
});

test.run();
