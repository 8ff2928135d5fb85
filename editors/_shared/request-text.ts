import type { Fidelity } from "#core/fidelity";
import type { EditRecord } from "#core/record";

/** What a request is trained with. Prompt and target joined make the sentence. */
export interface RequestText {
	readonly prompt: string;
	/** With its leading blank. */
	readonly target: string;
}

/**
 * `exact`: one blank between prompt and target, whatever the record has there. `reference`: a blank before the target
 * unless it is one, and blanks of the record beside it.
 */
export function requestText({ prompt, targetNew }: EditRecord, fidelity: Fidelity): RequestText {
	if (fidelity === "exact") return { prompt: prompt.trimEnd(), target: ` ${targetNew.trim()}` };
	return { prompt, target: targetNew === " " ? targetNew : ` ${targetNew}` };
}
