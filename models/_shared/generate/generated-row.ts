import type { GenerateOptions } from "#core/editable-model";
import { NotFinite } from "#core/not-finite";
import { allFinite } from "#engine/all-finite";
import type { Random } from "#engine/rng";
import { nextToken } from "./next-token.ts";

type Optional = "after" | "onLogits";

/** Options with defaults filled in, and what ends a text. */
export interface Rules extends Required<Omit<GenerateOptions, Optional>>, Pick<GenerateOptions, Optional> {
	readonly endIds: readonly number[];
}

/** A text that grows. */
export class GeneratedRow {
	readonly prompt: readonly number[];
	readonly lane: number;
	readonly ids: number[] = [];
	readonly #index: number;
	readonly #most: number;
	readonly #random: Random | undefined;

	constructor(prompt: readonly number[], index: number, { maxNewTokens, random, lanes }: Rules) {
		this.prompt = prompt;
		this.#index = index;
		this.lane = lanes[index]!;
		this.#most = maxNewTokens[index]!;
		this.#random = random[index];
	}

	/** Position of its last token. */
	get position(): number {
		return this.prompt.length + this.ids.length - 1;
	}

	isDone({ stopAtEnd, endIds }: Rules): boolean {
		const last = this.ids.at(-1);
		return this.ids.length >= this.#most || (stopAtEnd && last !== undefined && endIds.includes(last));
	}

	/**
	 * Adds the token that comes next. `logits` ([vocab]) are overwritten where it may not.
	 *
	 * @throws NotFinite where one is NaN or infinite
	 */
	grow(logits: Float32Array, { sampling, minNewTokens, endIds, onLogits }: Rules): void {
		if (!allFinite(logits)) {
			const row = [...this.prompt, ...this.ids];
			throw new NotFinite(`logits that are not finite for new token ${this.ids.length + 1} of a text`, {
				row,
			});
		}
		onLogits?.(this.#index, logits);
		if (this.ids.length < minNewTokens) for (const id of endIds) logits[id] = Number.NEGATIVE_INFINITY;
		this.ids.push(nextToken(logits, sampling, this.#random));
	}
}
