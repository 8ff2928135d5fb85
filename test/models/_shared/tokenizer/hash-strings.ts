import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Tokenizer } from "#core/tokenizer";

/** Every string value in a JSON value, however deep, with repetitions. */
export function stringsOf(value: unknown): string[] {
	if (typeof value === "string") return [value];
	if (typeof value !== "object" || value === null) return [];
	return Object.values(value).flatMap(stringsOf);
}

/** In order of code points, as Python sorts (JavaScript's own order differs beyond U+FFFF). */
export function distinctInOrder(strings: readonly string[]): string[] {
	const bytes = [...new Set(strings)].map((text) => Buffer.from(text));
	return bytes.sort(Buffer.compare).map((text) => text.toString());
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Hash and one check digit a string, as scripts/reference/tokens.py makes them. */
export function hashStrings(
	tokenizer: Tokenizer,
	strings: readonly string[],
): { sha256: string; checks: string } {
	const hash = createHash("sha256");
	const plain = { specialTokens: false };
	let checks = "";
	for (const text of strings) {
		const ids = tokenizer.encode(text);
		const lists = [ids, tokenizer.encode(text, plain), tokenizer.encode(` ${text}`, plain)];
		const line = `${[...lists.map((list) => list.join(" ")), tokenizer.decode(ids)].join("\t")}\n`;
		hash.update(line);
		checks += base64[crc32(line) % 64];
	}
	return { sha256: hash.digest("hex"), checks };
}
