import type { AskMap } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import { type AnswersByScoring, type AskedRecord, answerTogether } from "./answer-together.ts";

export interface AnswerOptions extends Pick<AskedRecord, "random" | "join"> {
	readonly scorings: readonly Scoring[];
}

/** Asks a model everything about one record, as `answerTogether` does about several. */
export async function answerAsks(
	model: EditableModel,
	asks: AskMap,
	{ scorings, random, join }: AnswerOptions,
): Promise<AnswersByScoring> {
	const [answers] = await answerTogether(model, [{ asks, random, join }], scorings);
	return answers!;
}
