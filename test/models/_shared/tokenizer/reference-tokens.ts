import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as assert from "uvu/assert";
import type { Tokenizer } from "#core/tokenizer";

/** A text and what transformers makes of it; fields as scripts/reference/tokens.py writes them. */
export interface ReferenceCase {
	readonly text: string;
	readonly ids: readonly number[];
	/** Without special tokens. */
	readonly plain: readonly number[];
	/** Of `" " + text`, without special tokens. */
	readonly spaced: readonly number[];
	/** `ids` decoded, special tokens left out. */
	readonly decoded: string;
	/** `ids` decoded, special tokens kept. */
	readonly kept: string;
}

export interface ReferenceFacts {
	readonly length: number;
	readonly bos: number | null;
	readonly eos: number;
	readonly padding_side: "left" | "right";
}

export interface ReferenceFile {
	readonly file: string;
	readonly file_sha256: string;
	readonly strings: number;
	readonly distinct: number;
	readonly sha256: string;
	readonly checks: string;
	readonly examples: readonly ReferenceCase[];
}

export interface ReferenceTokens extends ReferenceFacts {
	readonly tricky: readonly ReferenceCase[];
	readonly random: readonly Pick<ReferenceCase, "ids" | "decoded" | "kept">[];
	readonly files: readonly ReferenceFile[];
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));

export const fixtureFolder = join(root, "test/fixtures");
export const goldenFolder = join(fixtureFolder, "golden");
export const goldenCheckpoint = (name: string): string => join(goldenFolder, "checkpoints", name);
export const readFixture = <T>(name: string): T =>
	JSON.parse(readFileSync(join(root, "test/fixtures/tokens", `${name}.json`), "utf8")) as T;

/** Published data is not part of the repository; it is looked for beside it. */
export const sharedData = (name: string): string => join(root, "../shared/data", name);

/** A checkpoint that lives outside the repository, named by an environment variable; else why there is none. */
export function checkpointFrom(variable: string): { readonly folder: string } | { readonly absent: string } {
	const folder = process.env[variable];
	if (folder === undefined || folder === "") return { absent: `${variable} is not set` };
	return existsSync(folder) ? { folder } : { absent: `${variable}=${folder} does not exist` };
}

/** Compares one text in all the ways that the fixture has. */
export function assertCase(
	tokenizer: Tokenizer,
	{ text, ids, plain, spaced, decoded, kept }: ReferenceCase,
): void {
	const what = JSON.stringify(text);
	assert.equal(tokenizer.encode(text), ids, what);
	assert.equal(
		tokenizer.align(text).map(({ id }) => id),
		ids,
		`${what} aligned`,
	);
	assert.equal(tokenizer.encode(text, { specialTokens: false }), plain, `${what} without special tokens`);
	assert.equal(tokenizer.encode(` ${text}`, { specialTokens: false }), spaced, `${what} after a blank`);
	assert.is(tokenizer.decode(ids), decoded, `${what} decoded`);
	assert.is(tokenizer.decode(ids, { keepSpecialTokens: true }), kept, `${what} decoded, special tokens kept`);
}

export function assertFacts(tokenizer: Tokenizer, { length, bos, eos, padding_side }: ReferenceFacts): void {
	const { vocab, bosId, eosId, paddingSide } = tokenizer;
	assert.equal([vocab, bosId ?? null, eosId, paddingSide], [length, bos, eos, padding_side]);
}
