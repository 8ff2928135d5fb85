import type { EditableModel, TokenBatch } from "#core/editable-model";
import type { Sampler } from "./sample-completions.ts";

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
	/** How completions are sampled; absent where they were recorded. */
	readonly sampler?: (step: number, model: EditableModel) => Sampler;
}
