import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import {
	assertCase,
	assertFacts,
	goldenCheckpoint,
	type ReferenceCase,
	type ReferenceFacts,
	readFixture,
} from "./reference-tokens.ts";

interface Variant extends ReferenceFacts {
	readonly title: string;
	readonly base: string;
	readonly settings: object;
	readonly special: object | null;
	/** Set on every added token of tokenizer.json. */
	readonly flags: object;
	readonly cases: readonly ReferenceCase[];
}

function folderOf({ base, settings, special, flags }: Variant): string {
	const folder = temporaryFolder();
	const from = goldenCheckpoint(base);
	for (const name of ["config.json", "generation_config.json"])
		copyFileSync(join(from, name), join(folder, name));
	const definition = JSON.parse(readFileSync(join(from, "tokenizer.json"), "utf8")) as {
		added_tokens: object[];
	};
	definition.added_tokens = definition.added_tokens.map((token) => ({ ...token, ...flags }));
	writeFileSync(join(folder, "tokenizer.json"), JSON.stringify(definition));
	writeFileSync(join(folder, "tokenizer_config.json"), JSON.stringify(settings));
	if (special !== null) writeFileSync(join(folder, "special_tokens_map.json"), JSON.stringify(special));
	return folder;
}

for (const variant of readFixture<{ variants: readonly Variant[] }>("variants").variants) {
	test(`${variant.title}: ids, text and facts are transformers'`, () => {
		const tokenizer = loadTokenizer(folderOf(variant));
		assertFacts(tokenizer, variant);
		for (const each of variant.cases) assertCase(tokenizer, each);
	});
}

test.run();
