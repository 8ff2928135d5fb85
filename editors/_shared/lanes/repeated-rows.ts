import { HiddenBelow } from "#core/hidden-below";
import type { StepLoss } from "../objective.ts";

/** What enters the first edited block, kept for as long as the steps of a training read the same rows. */
export class RepeatedRows {
	readonly #layer: number;
	#below: HiddenBelow | undefined;

	/** @param layer the first edited block */
	constructor(layer: number) {
		this.#layer = layer;
	}

	/** @returns what to read the rows of a step with; undefined where they are new, and not said to come again */
	belowOf(losses: readonly StepLoss[]): HiddenBelow | undefined {
		if (this.#layer === 0) return undefined;
		const ids = losses.flatMap(({ rows }) => rows);
		if (this.#below?.has({ ids })) return this.#below;
		this.dispose();
		if (losses.every(({ repeats }) => repeats)) this.#below = new HiddenBelow(this.#layer);
		return this.#below;
	}

	dispose(): void {
		this.#below?.dispose();
		this.#below = undefined;
	}
}
