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

test.run();
