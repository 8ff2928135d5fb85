import type { Fidelity } from "#core/fidelity";
import { SkipRecord } from "#core/skip-record";

/** A prompt, cut at its subject. The parts joined are the prompt. */
export interface SplitPrompt {
	readonly before: string;
	readonly subject: string;
	readonly after: string;
}

/**
 * Finds the subject in a prompt. Where it occurs several times, the first is taken: under `exact` the first that is no
 * part of a longer word, if there is one. `exact` does not count blanks around the subject as part of it.
 *
 * @throws SkipRecord where the subject is not in the prompt
 */
export function splitAtSubject(prompt: string, subject: string, fidelity: Fidelity): SplitPrompt {
	const wanted = fidelity === "exact" ? subject.trim() : subject;
	const start = wanted === "" ? -1 : firstIndex(prompt, wanted, fidelity);
	if (start < 0) throw new SkipRecord("subject not in prompt");
	return { before: prompt.slice(0, start), subject: wanted, after: prompt.slice(start + wanted.length) };
}

function firstIndex(prompt: string, subject: string, fidelity: Fidelity): number {
	const first = prompt.indexOf(subject);
	if (fidelity === "reference") return first;
	for (let index = first; index >= 0; index = prompt.indexOf(subject, index + 1)) {
		if (!splitsWord(prompt, index) && !splitsWord(prompt, index + subject.length)) return index;
	}
	return first;
}

/** Whether letters or digits stand on both sides of a place. */
const splitsWord = (text: string, index: number): boolean =>
	/[\p{L}\p{M}\p{N}]$/u.test(text.slice(0, index)) && /^[\p{L}\p{M}\p{N}]/u.test(text.slice(index));
