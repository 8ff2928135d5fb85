import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Tokenizer } from "#core/tokenizer";
import { loadTokenizer } from "../../models/_shared/tokenizer/load-tokenizer.ts";
import { smollm2Folder } from "../helpers/smollm2.ts";
import { distinctInOrder, hashStrings, stringsOf } from "../models/_shared/tokenizer/hash-strings.ts";
import {
	assertCase,
	goldenCheckpoint,
	type ReferenceFile,
	type ReferenceTokens,
	readFixture,
	sharedData,
} from "../models/_shared/tokenizer/reference-tokens.ts";

const knowedit = sharedData("knowedit");

function assertFile(tokenizer: Tokenizer, reference: ReferenceFile): void {
	for (const example of reference.examples) assertCase(tokenizer, example);
	const raw = readFileSync(join(knowedit, reference.file));
	assert.is(
		createHash("sha256").update(raw).digest("hex"),
		reference.file_sha256,
		"another edition of the file",
	);
	const strings = stringsOf(JSON.parse(raw.toString()));
	assert.is(strings.length, reference.strings);
	const distinct = distinctInOrder(strings);
	assert.is(distinct.length, reference.distinct);
	const { sha256, checks } = hashStrings(tokenizer, distinct);
	const differing = distinct.filter((_, i) => checks[i] !== reference.checks[i]);
	const first = differing.slice(0, 3).map((text) => `${JSON.stringify(text)} → [${tokenizer.encode(text)}]`);
	assert.is(differing.length, 0, `${differing.length} strings differ, the first are ${first.join("; ")}`);
	assert.is(sha256, reference.sha256, "some string differs whose check digit happens to agree");
}

function testFiles(name: string, folder: string): void {
	const tokenizer = loadTokenizer(folder);
	for (const reference of readFixture<ReferenceTokens>(name).files) {
		test(`${name}: all ${reference.distinct} strings of ${reference.file} get transformers' ids`, () =>
			assertFile(tokenizer, reference));
	}
}

if (existsSync(knowedit)) {
	for (const name of ["tiny-gpt2", "tiny-llama"]) testFiles(name, goldenCheckpoint(name));
	const smollm2 = smollm2Folder("KnowEdit's strings with SmolLM2's tokenizer");
	if (smollm2 !== undefined) testFiles("smollm2-135m", smollm2);
} else console.log(`skipped: KnowEdit's files are not at ${knowedit}`);

test.run();
