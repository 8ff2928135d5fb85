import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { continuedIds, fedTokens, lastBefore, openIds } from "#core/fed-ids";
import type { Tokenizer } from "#core/tokenizer";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { fixtureFolder, goldenCheckpoint, readFixture } from "./reference-tokens.ts";
import { variantFolder, variants } from "./variant-folder.ts";

/** Fields as scripts/reference/offsets.py writes them; places are code points. */
interface Row {
	readonly prompt: string;
	readonly rest: string;
	readonly ids: readonly number[];
	readonly places: readonly (readonly [start: number, end: number])[];
	readonly added: readonly number[];
	readonly start: number | null;
	readonly subject: number | null;
}

interface Offsets {
	readonly golden: Readonly<Record<string, readonly Row[]>>;
	readonly variants: Readonly<Record<string, readonly Row[]>>;
	readonly trained: Readonly<Record<string, readonly Row[]>>;
}

const offsets = readFixture<Offsets>("offsets");

/** Code points to UTF-16 units. */
const units = (text: string, codePoint: number): number => [...text].slice(0, codePoint).join("").length;

function assertRow(tokenizer: Tokenizer, { prompt, rest, ids, places, added, start, subject }: Row): void {
	const text = prompt + rest;
	const what = JSON.stringify([prompt, rest]);
	const tokens = tokenizer.align(text);
	assert.equal(
		tokens.map(({ id }) => id),
		ids,
		what,
	);
	assert.equal(
		tokens.map((token) => [token.start, token.end]),
		places.map((place) => place.map((codePoint) => units(text, codePoint))),
		`${what}: places`,
	);
	assert.equal(
		tokens.map((token) => Number(token.added !== undefined)),
		added,
		`${what}: added`,
	);
	const fed = continuedIds(tokenizer, prompt, rest, "exact");
	assert.equal(fed.ids, openIds(tokenizer, text), what);
	assert.is(fed.start, start ?? fed.ids.length, `${what}: the answer's first token`);
	assert.is(
		lastBefore(fedTokens(tokenizer, text), prompt.length),
		subject ?? -1,
		`${what}: the subject's last token`,
	);
}

function testRows(name: string, rows: readonly Row[], folder: () => string): void {
	test(`${name}: tokens stand where Python's tokenizers put them`, () => {
		const tokenizer = loadTokenizer(folder());
		assert.ok(rows.length > 30);
		for (const row of rows) assertRow(tokenizer, row);
	});
}

for (const [name, rows] of Object.entries(offsets.golden)) testRows(name, rows, () => goldenCheckpoint(name));
for (const [name, rows] of Object.entries(offsets.trained))
	testRows(name, rows, () => join(fixtureFolder, "tokenizers", name));
for (const variant of variants())
	testRows(variant.title, offsets.variants[variant.title]!, () => variantFolder(variant));

test("some tokens of the tokenizers that were trained for it span the end of a prompt", () => {
	const spanning = Object.values(offsets.trained).flatMap((rows) =>
		rows.filter(({ prompt, places, start }) => start !== null && places[start]![0] < [...prompt].length),
	);
	assert.ok(spanning.length > 5, `${spanning.length}`);
});

test("what is put before and after a text is told apart in a text without tokens of its own too", () => {
	const tokenizer = loadTokenizer(join(fixtureFolder, "tokenizers", "made-wordpiece-bert"));
	assert.equal(
		tokenizer.align("").map(({ id, added }) => [id, added]),
		[
			[1, "before"],
			[2, "after"],
		],
	);
	assert.equal(openIds(tokenizer, " \t"), [1]);
});

test.run();
