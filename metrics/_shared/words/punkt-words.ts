import { SPACE } from "./characters.ts";
import { NON_WORD } from "./punkt-marks.ts";

/** Dashes, an ellipsis, an ellipsis with blanks. */
const RUN = `(?:-{2,}|\\.{2,}|(?:\\.[${SPACE}]){2,}\\.)`;

const WORD_START = '[^("`{[:;&#*@)}\\]\\-,]';

/** A word lasts until white space, other punctuation or a run; a comma ends it only before one of these. */
const WORD_END = `[${SPACE}]|$|${NON_WORD}|${RUN}|,(?=$|[${SPACE}]|${NON_WORD}|${RUN})`;

const token = new RegExp(`${RUN}|(?=${WORD_START})[^${SPACE}]+?(?=${WORD_END})|[^${SPACE}]`, "gu");

/** Cuts off punctuation other than full stops; lines are cut apart first, so that no token spans two. */
export const splitPunktWords = (text: string): string[] =>
	text.split("\n").flatMap((line) => line.match(token) ?? []);
