import type { EditableModel, TokenBatch } from "#core/editable-model";

/** Where the random choices of an edit come from: streams, or what was recorded of another run. */
export interface Draws {
	/** @returns one instruction a context sentence */
	readonly instructions: (step: number) => readonly string[];
	/** @returns new ids, for each row of `prefix` one completion after the other */
	readonly completions: (
		step: number,
		model: EditableModel,
		prefix: TokenBatch,
	) => Promise<readonly (readonly number[])[]>;
}
