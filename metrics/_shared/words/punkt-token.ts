import { LETTER } from "./characters.ts";
import type { PunktParameters } from "./punkt-parameters.ts";

/** The type that stands for every number. */
export const NUMBER = "##number##";

const number = /^-?[.,]?\p{Nd}[\p{Nd},.-]*$/u;
const initial = new RegExp(`^[${LETTER}]\\.$`, "u");

/** A token with what its text alone tells: Punkt's first pass. */
export interface PunktToken {
	readonly text: string;
	/** Lower case, numbers as `##number##`; a word's full stop is kept. */
	readonly type: string;
	/** One letter and a full stop. */
	readonly isInitial: boolean;
	/** Two full stops or more and nothing else. */
	readonly isEllipsis: boolean;
	/** A known abbreviation with its full stop. */
	readonly isAbbreviation: boolean;
	/** `.`, `?`, `!` by themselves, or a word that ends in a full stop and is no known abbreviation. */
	readonly seemsToEnd: boolean;
}

export function punktToken(text: string, { abbreviations }: PunktParameters): PunktToken {
	const lower = text.toLowerCase();
	const isEllipsis = /^\.{2,}$/.test(text);
	const isMark = text === "." || text === "?" || text === "!";
	const hasStop = !isMark && text.endsWith(".") && !text.endsWith("..");
	const word = lower.slice(0, -1);
	// `vice-pres.` is an abbreviation where `pres.` is.
	const isAbbreviation =
		hasStop && (abbreviations.has(word) || abbreviations.has(word.slice(word.lastIndexOf("-") + 1)));
	return {
		text,
		type: number.test(lower) ? NUMBER : lower,
		isInitial: initial.test(text),
		isEllipsis,
		isAbbreviation,
		seemsToEnd: isMark || (hasStop && !isAbbreviation),
	};
}

/** The type without its last full stop; a full stop by itself stays. */
export const withoutStop = (type: string): string =>
	type.length > 1 && type.endsWith(".") ? type.slice(0, -1) : type;
