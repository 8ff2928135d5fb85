import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { smollm2Folder } from "#test/helpers/smollm2";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import {
	assertCase,
	assertFacts,
	goldenCheckpoint,
	goldenFolder,
	type ReferenceTokens,
	readFixture,
} from "./reference-tokens.ts";

interface Golden {
	readonly forward: {
		readonly prompts: readonly string[];
		readonly rows: readonly { readonly ids: number[] }[];
	};
}

/** What every checkpoint's tokenizer must do. */
function testAgainstReference(name: string, folder: string): void {
	const tokenizer = loadTokenizer(folder);
	const reference = readFixture<ReferenceTokens>(name);

	test(`${name}: size, BOS, EOS and padding side are transformers'`, () => assertFacts(tokenizer, reference));

	test(`${name}: awkward strings get transformers' ids and come back as its text`, () => {
		assert.ok(reference.tricky.length > 200);
		for (const tricky of reference.tricky) assertCase(tokenizer, tricky);
	});

	test(`${name}: any ids decode as transformers decodes them`, () => {
		assert.ok(reference.random.length > 60);
		for (const { ids, decoded, kept } of reference.random) {
			assert.is(tokenizer.decode(ids), decoded, JSON.stringify(ids));
			assert.is(tokenizer.decode(ids, { keepSpecialTokens: true }), kept, JSON.stringify(ids));
		}
	});
}

for (const name of ["tiny-gpt2", "tiny-llama"]) {
	testAgainstReference(name, goldenCheckpoint(name));

	test(`${name}: the golden prompts get the ids that the reference implementation fed`, () => {
		const tokenizer = loadTokenizer(goldenCheckpoint(name));
		const { forward } = JSON.parse(readFileSync(join(goldenFolder, `${name}.json`), "utf8")) as Golden;
		const ids = forward.prompts.map((prompt) => tokenizer.encode(prompt));
		assert.equal(
			ids,
			forward.rows.map((row) => row.ids),
		);
	});
}

const smollm2 = smollm2Folder("SmolLM2's tokenizer");
if (smollm2 !== undefined) testAgainstReference("smollm2-135m", smollm2);

test("a target alone has BOS and a lone blank before its word with Llama's tokenizer, and none with GPT-2's", () => {
	const llama = loadTokenizer(goldenCheckpoint("tiny-llama"));
	const target = llama.encode(" Paris");
	assert.is(target[0], llama.bosId);
	assert.is(llama.decode(target.slice(0, 2), { keepSpecialTokens: true }), "<s> ");
	const gpt2 = loadTokenizer(goldenCheckpoint("tiny-gpt2"));
	assert.is(gpt2.decode(gpt2.encode(" Paris")), " Paris");
});

test.run();
