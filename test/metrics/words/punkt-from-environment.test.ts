import { rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isUserError } from "#core/errors";
import { defaultPunkt } from "../../../metrics/_shared/words/default-punkt.ts";
import { punktFromEnvironment } from "../../../metrics/_shared/words/punkt-from-environment.ts";
import { tables, withFolder, writeFiles } from "./punkt-folder.ts";

const MODEL = join("tokenizers", "punkt_tab", "english");

test("punktFromEnvironment() is built-in where NLTK_DATA is not set", () => {
	assert.equal(punktFromEnvironment(""), {
		source: "built-in",
		parameters: defaultPunkt,
		note: "sentences by the built-in abbreviations: NLTK_DATA is not set",
		searched: [],
	});
});

test("punktFromEnvironment() is built-in, and says so, where NLTK_DATA holds no punkt_tab", () => {
	withFolder((folder) => {
		const { source, note, searched } = punktFromEnvironment(folder);
		assert.is(source, "built-in");
		assert.is(note, `sentences by the built-in abbreviations: NLTK_DATA holds no ${MODEL}`);
		assert.equal(searched, [join(folder, MODEL)]);
	});
});

test("punktFromEnvironment() takes the first folder of NLTK_DATA that has the model", () => {
	withFolder((folder) => {
		const [first, second, third] = ["first", "second", "third"].map((name) => join(folder, name));
		writeFiles(join(second!, MODEL), tables);
		writeFiles(join(third!, MODEL), { ...tables, "abbrev_types.txt": "third" });
		const choice = punktFromEnvironment([first, second, third].join(delimiter));
		assert.is(choice.source, "punkt_tab");
		assert.is(choice.note, "sentences by NLTK's punkt_tab");
		assert.equal(choice.parameters.abbreviations, new Set(["mr", "u.s", ". ."]));
		assert.equal(choice.searched, [join(first!, MODEL), join(second!, MODEL)]);
	});
});

test("punktFromEnvironment() reads the process's NLTK_DATA, once", () => {
	const before = process.env.NLTK_DATA;
	withFolder((folder) => {
		writeFiles(join(folder, MODEL), tables);
		process.env.NLTK_DATA = folder;
		const choice = punktFromEnvironment();
		assert.is(choice.source, "punkt_tab");
		rmSync(join(folder, MODEL), { recursive: true });
		assert.is(punktFromEnvironment(), choice);
	});
	if (before === undefined) delete process.env.NLTK_DATA;
	else process.env.NLTK_DATA = before;
});

test("punktFromEnvironment() refuses a model that is there but incomplete, again when asked again", () => {
	withFolder((folder) => {
		const { "collocations.tab": _, ...rest } = tables;
		writeFiles(join(folder, MODEL), rest);
		const missing = join(folder, MODEL, "collocations.tab");
		for (let i = 0; i < 2; i++) {
			assert.throws(
				() => punktFromEnvironment(folder),
				(error: Error) =>
					isUserError(error) &&
					error.message === `Cannot read the Punkt table ${missing}: there is no such file.`,
			);
		}
	});
});

test.run();
