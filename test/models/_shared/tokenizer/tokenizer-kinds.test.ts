import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { fixtureFolder } from "./reference-tokens.ts";

/** What transformers 4.40.0 with tokenizers 0.19.1 gives. */
interface Expected {
	readonly text: string;
	readonly ids: readonly number[];
	readonly decoded?: string;
}

const kinds: Readonly<Record<string, string>> = {
	"unigram-byte-fallback": "characters outside a Unigram vocabulary become bytes",
	"split-contiguous": "a Split that is Contiguous keeps runs together",
	"split-isolated-inverted": "a Split that is inverted finds what its pattern does not",
	"split-merged-with-next": "a Split may leave what it finds to the next piece",
	"split-merged-with-previous": "a Split may leave what it finds to the piece before",
	"bpe-without-unk": "BPE without an unknown token drops unknown characters and merges what is around them",
	"word-level": "WordLevel gives its unknown token for unknown words",
	"precompiled-normaliser": "SentencePiece's compiled rules are followed",
	han: "Han characters have tokens of their own",
};

for (const [name, title] of Object.entries(kinds)) {
	test(`${title} (${name})`, () => {
		const folder = join(fixtureFolder, "tokenizers", name);
		const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as readonly Expected[];
		const tokenizer = loadTokenizer(folder);
		assert.ok(expected.length > 0);
		for (const { text, ids, decoded } of expected) {
			assert.equal(tokenizer.encode(text), ids, JSON.stringify(text));
			if (decoded !== undefined) assert.is(tokenizer.decode(ids), decoded, JSON.stringify(text));
		}
	});
}

test("every text gets its own ids, however fast they are asked for", () => {
	const tokenizer = loadTokenizer(join(fixtureFolder, "tokenizers", "unigram-byte-fallback"));
	const texts = Array.from({ length: 20 }, (_, i) => "Lenz ".repeat(i));
	const wanted = texts.map((text) => tokenizer.encode(text).length);
	assert.is(new Set(wanted).size, texts.length);
	for (let i = 0; i < 20_000; i++) assert.is(tokenizer.encode(texts[i % 20]!).length, wanted[i % 20], `${i}`);
});

test("half of a surrogate pair is encoded as U+FFFD, and stands at its place", () => {
	const tokenizer = loadTokenizer(join(fixtureFolder, "tokenizers", "unigram-byte-fallback"));
	const [text, replaced] = ["Lenz \ud83d \u{1f600}x", "Lenz \ufffd \u{1f600}x"];
	assert.equal(tokenizer.encode(text), tokenizer.encode(replaced));
	const places = tokenizer.align(text).map(({ start, end }) => [start, end]);
	assert.equal(
		places,
		tokenizer.align(replaced).map(({ start, end }) => [start, end]),
	);
	assert.is(places.at(-1)![1], text.length);
});

test.run();
