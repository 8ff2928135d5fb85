import type { EditRecord } from "#core/record";
import type { RequestText } from "./request-text.ts";

/** Sentences that state the fact: the record's, or `q + " " + x* + ". "` where it has none. */
export function contextSentences(
	{ context }: EditRecord,
	{ prompt, target }: RequestText,
): readonly [string, ...string[]] {
	const [first, ...others] = context ?? [];
	return first === undefined ? [`${prompt}${target}. `] : [first, ...others];
}
