import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../helpers/temporary-folder.ts";
import {
	goldenCheckpoint,
	type ReferenceCase,
	type ReferenceFacts,
	readFixture,
} from "./reference-tokens.ts";

/** A golden tokenizer whose tokenizer_config.json says other things. */
export interface Variant extends ReferenceFacts {
	readonly title: string;
	readonly base: string;
	readonly settings: object;
	readonly special: object | null;
	/** Set on every added token of tokenizer.json. */
	readonly flags: object;
	readonly cases: readonly ReferenceCase[];
}

export const variants = (): readonly Variant[] =>
	readFixture<{ variants: readonly Variant[] }>("variants").variants;

/** Writes the folder of a variant. */
export function variantFolder({ base, settings, special, flags }: Variant): string {
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
