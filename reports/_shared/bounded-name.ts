import { createHash } from "node:crypto";

/** Longest name of a file that the common file systems take, in bytes. */
const LONGEST = 255;

/**
 * The name of a file that is called by labels: `<stem><ending>`. A stem that is too long is cut between two letters, and
 * ends in a hash of the whole, so that different stems have different names.
 *
 * @param room bytes that may be added later
 */
export function boundedName(stem: string, ending: string, room = 0): string {
	const most = LONGEST - room - Buffer.byteLength(ending);
	if (Buffer.byteLength(stem) <= most) return stem + ending;
	const hash = `-${createHash("sha256").update(stem).digest("hex").slice(0, 12)}`;
	return cut(stem, most - hash.length) + hash + ending;
}

function cut(text: string, bytes: number): string {
	let [start, size] = ["", 0];
	for (const letter of text) {
		size += Buffer.byteLength(letter);
		if (size > bytes) break;
		start += letter;
	}
	return start;
}
