import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { readPunkt } from "../../../metrics/_shared/words/read-punkt.ts";
import { nltkPunkt, skipReason } from "./golden-words.ts";
import { tables, withFolder, writeFiles } from "./punkt-folder.ts";

/** The refusal of the tables with some changed; paths are shown relative to the folder. */
function refusal(
	changes: Readonly<Record<string, string | Uint8Array>>,
	spoil?: (folder: string) => void,
): UserError {
	let refused: unknown;
	let place = "";
	withFolder((folder) => {
		place = join(folder, "/");
		writeFiles(folder, { ...tables, ...changes });
		spoil?.(folder);
		try {
			readPunkt(folder);
		} catch (error) {
			refused = error;
		}
	});
	if (!(refused instanceof UserError)) throw new Error(`readPunkt() did not refuse: ${refused}`);
	return new UserError(refused.message.replace(place, ""), { hint: refused.hint ?? "" });
}

test("readPunkt() reads the four tables, with either kind of line end", () => {
	withFolder((folder) => {
		writeFiles(folder, tables);
		assert.equal(readPunkt(folder), {
			abbreviations: new Set(["mr", "u.s", ". ."]),
			collocations: new Set(["##number##\tcorrections", "b\tsmith"]),
			sentenceStarters: new Set(["however", "the"]),
			orthographicContexts: new Map([
				["the", 126],
				["celsö", 4],
			]),
		});
	});
});

test("readPunkt() reads all of NLTK's English model", () => {
	if (nltkPunkt === undefined) return console.log(skipReason);
	assert.is(nltkPunkt.abbreviations.size, 156);
	assert.is(nltkPunkt.collocations.size, 37);
	assert.is(nltkPunkt.sentenceStarters.size, 39);
	assert.is(nltkPunkt.orthographicContexts.size, 20_366);
});

test("readPunkt() names a missing table and says how to get it", () => {
	const error = refusal({}, (folder) => rmSync(join(folder, "sent_starters.txt")));
	assert.is(error.message, "Cannot read the Punkt table sent_starters.txt: there is no such file.");
	assert.match(error.hint ?? "", 'Fetch the tables again with "python -m nltk.downloader punkt_tab"');
});

test("readPunkt() says that a table is a folder", () => {
	const error = refusal({}, (folder) => {
		rmSync(join(folder, "ortho_context.tab"));
		mkdirSync(join(folder, "ortho_context.tab"));
	});
	assert.is(error.message, "Cannot read the Punkt table ortho_context.tab: it is a folder, not a file.");
});

test("readPunkt() says that the folder is a file", () => {
	withFolder((folder) => {
		writeFiles(folder, { english: "" });
		const table = join(folder, "english", "abbrev_types.txt");
		assert.throws(
			() => readPunkt(join(folder, "english")),
			(error: Error) =>
				error instanceof UserError &&
				error.message === `Cannot read the Punkt table ${table}: what should be its folder is a file.`,
		);
	});
});

test("readPunkt() says that a table is empty", () => {
	assert.is(
		refusal({ "abbrev_types.txt": "" }).message,
		"The Punkt table abbrev_types.txt is empty; expected on each line one word.",
	);
});

test("readPunkt() names the line that is not as expected", () => {
	const messages: [file: string, content: string, message: string][] = [
		["abbrev_types.txt", "mr\n\nms", 'Line 2 of the Punkt table abbrev_types.txt is ""; expected one word.'],
		[
			"collocations.tab",
			"b smith",
			'Line 1 of the Punkt table collocations.tab is "b smith"; expected two words with a tab between.',
		],
		[
			"ortho_context.tab",
			"the\t126\nof\tmany",
			'Line 2 of the Punkt table ortho_context.tab is "of\\tmany"; expected a word, a tab and a whole number.',
		],
	];
	for (const [file, content, message] of messages) assert.is(refusal({ [file]: content }).message, message);
});

test("readPunkt() refuses a table that is not UTF-8", () => {
	assert.is(
		refusal({ "sent_starters.txt": Uint8Array.of(0x63, 0xe9, 0x0a) }).message,
		"The Punkt table sent_starters.txt is not text in UTF-8.",
	);
});

test.run();
