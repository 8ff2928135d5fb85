import { test } from "uvu";
import * as assert from "uvu/assert";
import { matchTexts } from "../../../reports/result-files/match-texts.ts";
import { assertUserError } from "./user-error.ts";

const result = (prompt: string | string[], target_new = "x") => ({
	requested_rewrite: { prompt, target_new },
	post: { rewrite_acc: [1] },
});
const text = (prompt: string, target_new = "x") => ({
	prompt: [prompt],
	target_new,
	generation_sentence: [`${prompt} and so on`],
});

test("texts are laid beside results in order, the prompt in the result file's form", () => {
	assert.equal(matchTexts([result("a"), result(["b"])], [text("a"), text("b")]), [
		{ prompt: "a", targetNew: "x", text: "a and so on" },
		{ prompt: ["b"], targetNew: "x", text: "b and so on" },
	]);
});

test("another number of texts is refused", () => {
	assertUserError(() => matchTexts([result("a")], []), "Got 1 results, but 0 texts.", /same runs/);
});

test("a text about something else is refused", () => {
	assertUserError(
		() => matchTexts([result("a"), result("b")], [text("a"), text("b", "y")]),
		'Record 1: the result is about "b" → "x", the text about "b" → "y".',
		/same order/,
	);
});

test("results without a request cannot be matched", () => {
	assertUserError(
		() => matchTexts([{ post: { rewrite_acc: [1] } }], [text("a")]),
		'Record 0 of the results has no "requested_rewrite", which ppl_r needs.',
		/Leave out --output-file/,
	);
});

test.run();
