import type { Fidelity } from "#core/fidelity";
import { BLANK } from "#core/join";
import type { EditRecord } from "#core/record";

/** What a request is trained with. Prompt and target joined make the sentence. */
export interface RequestText {
	readonly prompt: string;
	/** With what stands between the two: a blank, unless the record has another join. */
	readonly target: string;
}

/**
 * `exact`: one join, a blank by default, between prompt and target, whatever blanks the record has there. `reference`: the
 * join before the target unless that is a blank alone, and blanks of the record beside it.
 */
export function requestText(
	{ prompt, targetNew, join = BLANK }: EditRecord,
	fidelity: Fidelity,
): RequestText {
	if (fidelity === "exact") return { prompt: prompt.trimEnd(), target: join + targetNew.trim() };
	return { prompt, target: targetNew === " " ? targetNew : join + targetNew };
}
