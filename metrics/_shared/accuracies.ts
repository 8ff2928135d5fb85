import type { ProbeAnswer } from "#core/ask";
import { agreement } from "./agreement.ts";

/** Share of each answer's tokens that are the model's argmax. @returns one value a probe */
export const accuracies = (answers: readonly ProbeAnswer[]): number[] =>
	answers.map(({ target, predicted }) => agreement(target, predicted));
