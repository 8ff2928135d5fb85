import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readPunkt } from "../../../metrics/_shared/words/read-punkt.ts";

/** What NLTK 3.10.4 makes of a text with its English Punkt model. */
export interface GoldenText {
	readonly text: string;
	readonly sentences: readonly string[];
	readonly words: readonly string[];
	readonly ngram_entropy: number;
}

export const goldenTexts: readonly GoldenText[] = JSON.parse(
	readFileSync(new URL("../../fixtures/words.json", import.meta.url), "utf8"),
);

/** NLTK's tables are not part of the repository; they are looked for beside it. */
const folder = fileURLToPath(new URL("../../../../shared/data/nltk/punkt_tab/english", import.meta.url));

export const nltkPunkt = existsSync(folder) ? readPunkt(folder) : undefined;

export const skipReason = `skipped: NLTK's English Punkt tables are not at ${folder}`;
