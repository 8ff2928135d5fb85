import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { boundedName } from "../../../reports/_shared/bounded-name.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const bytes = (name: string) => Buffer.byteLength(name);

test("a name that fits stays as it is, to the last byte", () => {
	assert.is(boundedName("ICE_zsre", "_results.json"), "ICE_zsre_results.json");
	const longest = "é".repeat(126);
	assert.is(boundedName(longest, ".md"), `${longest}.md`);
	assert.is(bytes(`${longest}.md`), 255);
});

test("a longer one is cut between letters, ends in a hash, and is a file's name", () => {
	const folder = temporaryFolder();
	for (const letter of ["a", "é", "語", "😀"]) {
		for (let length = 250; length < 262; length++) {
			const name = boundedName(`${"b".repeat(length % 5)}${letter.repeat(length)}`, "_results.json");
			assert.ok(bytes(name) <= 255 && bytes(name) > 255 - 4, `${bytes(name)} bytes`);
			assert.match(name, new RegExp(`^b*(${letter})+-[0-9a-f]{12}_results\\.json$`, "u"));
			writeFileSync(join(folder, name), "");
		}
	}
});

test("names of different stems differ, and those of one are the same", () => {
	const stem = "x".repeat(300);
	assert.is(boundedName(stem, ".md"), boundedName(stem, ".md"));
	assert.not.equal(boundedName(`${stem}1`, ".md"), boundedName(`${stem}2`, ".md"));
	assert.is(bytes(boundedName(stem, ".md", 9)), 246);
});

test.run();
