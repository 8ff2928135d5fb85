import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { defaultPunkt } from "./default-punkt.ts";
import type { PunktParameters } from "./punkt-parameters.ts";
import { readPunkt } from "./read-punkt.ts";

/** Where NLTK keeps the English model, below each of its data folders. */
const MODEL = join("tokenizers", "punkt_tab", "english");

/** The parameters in use, and what a table says of them: n-gram entropies compare only under the same. */
export interface PunktChoice {
	readonly source: "punkt_tab" | "built-in";
	readonly parameters: PunktParameters;
	/** For a table's footnote; where it is `built-in`, also why. Names no folder of this machine. */
	readonly note: string;
	/** Folders that were looked at; of a `punkt_tab`, the last is where it was found. */
	readonly searched: readonly string[];
}

/** By the value of NLTK_DATA: the tables hold 20,000 words and are read once. */
const choices = new Map<string, PunktChoice>();

/**
 * NLTK's English model from the first folder of `NLTK_DATA` that has it, else the built-in abbreviations. A model that is
 * there but cannot be read is an error, never a reason to use the built-in ones.
 *
 * @throws UserError where a table is missing or malformed
 */
export function punktFromEnvironment(nltkData = process.env.NLTK_DATA ?? ""): PunktChoice {
	const known = choices.get(nltkData);
	if (known !== undefined) return known;
	const choice = choose(nltkData.split(delimiter).filter((folder) => folder !== ""));
	choices.set(nltkData, choice);
	return choice;
}

function choose(folders: readonly string[]): PunktChoice {
	const searched: string[] = [];
	for (const folder of folders) {
		const model = resolve(folder, MODEL);
		searched.push(model);
		if (existsSync(model)) {
			return {
				source: "punkt_tab",
				parameters: readPunkt(model),
				note: "sentences by NLTK's punkt_tab",
				searched,
			};
		}
	}
	const why = searched.length === 0 ? "NLTK_DATA is not set" : `NLTK_DATA holds no ${MODEL}`;
	const note = `sentences by the built-in abbreviations: ${why}`;
	return { source: "built-in", parameters: defaultPunkt, note, searched };
}
