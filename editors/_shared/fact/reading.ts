import type { Fidelity } from "#core/fidelity";
import type { Tokenizer } from "#core/tokenizer";

/** How texts become tokens. */
export interface Reading {
	readonly tokenizer: Tokenizer;
	readonly fidelity: Fidelity;
}
