import { test } from "uvu";
import * as assert from "uvu/assert";
import { escapeMarkdown } from "../../../reports/_shared/escape-markdown.ts";

const cases: readonly (readonly [given: string, wanted: string])[] = [
	["wiki_recent, PPL_r, layers=[4,5]", "wiki_recent, PPL_r, layers=[4,5]"],
	["_a_ *b* `c` ~d~ <e> f|g \\", "\\_a\\_ \\*b\\* \\`c\\` \\~d\\~ \\<e> f\\|g \\\\"],
	["[a](b) [c][d] [e]: f", "[a\\](b) [c\\][d] [e\\]: f"],
	["R&D &amp; &#65;", "R&D \\&amp; \\&#65;"],
	["two\n lines ", "two lines"],
	["# a", "\\# a"],
	["- a", "\\- a"],
	["1. a", "1\\. a"],
	["1.5B", "1.5B"],
];

for (const [given, wanted] of cases)
	test(`${JSON.stringify(given)} is written ${JSON.stringify(wanted)}`, () => {
		assert.is(escapeMarkdown(given), wanted);
	});

test.run();
