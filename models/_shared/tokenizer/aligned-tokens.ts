import type { AlignedToken } from "#core/tokenizer";
import type { Alignment } from "./library.ts";

/** The library's tokens with their places in UTF-16 units, as JavaScript counts. */
export function alignedTokens(text: string, { ids, spans, added }: Alignment): AlignedToken[] {
	const place = placesOf(text);
	return ids.map((id, i) => {
		const [start, end] = spans[i]!;
		return { id, start: place(start), end: place(end), isAdded: added[i] === 1 };
	});
}

/** From code points to UTF-16 units: a character beyond U+FFFF is one of the former and two of the latter. */
function placesOf(text: string): (codePoint: number) => number {
	const characters = [...text];
	if (characters.length === text.length) return (codePoint) => codePoint;
	const starts = [0];
	for (const character of characters) starts.push(starts.at(-1)! + character.length);
	return (codePoint) => starts[codePoint]!;
}
