import { describeValue } from "#core/describe-value";
import { BLANK } from "#core/join";
import type { KnowEditRecord } from "#core/record";
import { type Note, rules } from "./rules.ts";

const unspaced =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

/** Takes down where a blank is put between two words of a script that is written without. */
export function checkJoin({ prompt, targetNew }: KnowEditRecord, join: string | undefined, note: Note): void {
	const letters = /\p{L}/gu;
	const last = prompt.match(letters)?.at(-1) ?? "";
	const first = targetNew.match(letters)?.[0] ?? "";
	if ((join ?? BLANK) !== BLANK || !unspaced.test(last) || !unspaced.test(first)) return;
	const message = `${describeValue(prompt)} and ${describeValue(targetNew)} are joined by a blank; see the parameter "join"`;
	note(rules.blankBetween, "", message);
}
