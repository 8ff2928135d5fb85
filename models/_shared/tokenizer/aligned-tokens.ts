import type { AlignedToken } from "#core/tokenizer";
import type { Alignment, LibraryTokenizer } from "./library.ts";

/** The tokens of a text, with their places in UTF-16 units, as JavaScript counts. */
export function alignedTokens(library: LibraryTokenizer, text: string): AlignedToken[] {
	const { ids, spans, added } = library.align(text);
	const place = placesOf(text);
	const before = addedBefore(added) ?? addedToAny(library);
	return ids.map((id, i) => {
		const [start, end] = spans[i]!;
		const where = added[i] === 0 ? undefined : i < before ? "before" : "after";
		return { id, start: place(start), end: place(end), added: where };
	});
}

/** @returns undefined where no token is the text's own: nothing tells what comes before it from what comes after */
function addedBefore(added: Alignment["added"]): number | undefined {
	const first = added.indexOf(0);
	return first < 0 ? undefined : first;
}

/** How many tokens come before a text: learnt from one that has tokens of its own. */
function addedToAny(library: LibraryTokenizer): number {
	for (const text of ["a", "0", ".", "A", "\u4e00"]) {
		const before = addedBefore(library.align(text).added);
		if (before !== undefined) return before;
	}
	return 0;
}

/** From code points to UTF-16 units: a character beyond U+FFFF is one of the former and two of the latter. */
function placesOf(text: string): (codePoint: number) => number {
	const characters = [...text];
	if (characters.length === text.length) return (codePoint) => codePoint;
	const starts = [0];
	for (const character of characters) starts.push(starts.at(-1)! + character.length);
	return (codePoint) => starts[codePoint]!;
}
