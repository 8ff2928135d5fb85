import { test } from "uvu";
import * as assert from "uvu/assert";
import { asSelection, matches, unmatched } from "#hub/file-selection";

test("matches() knows * and ? across folders, and takes everything else literally", () => {
	assert.ok(matches("*.json", "data/a.json"));
	assert.ok(matches("model-?????-of-*", "model-00001-of-00002.safetensors"));
	assert.not(matches("*.json", "a.jsonl"));
	assert.not(matches("a.json", "a-json"));
	assert.ok(matches("a[1](b)+.json", "a[1](b)+.json"));
});

test("a list wants what any of its patterns matches, and requires each to match something", () => {
	const selection = asSelection(["*.json", "b.txt"]);
	assert.equal(["a.json", "b.txt", "c.txt"].filter(selection.wants), ["a.json", "b.txt"]);
	assert.equal(unmatched(selection, ["a.json"]), ["b.txt"]);
	assert.equal(
		unmatched(
			asSelection((path) => path === "a"),
			[],
		),
		[],
	);
});

test.run();
