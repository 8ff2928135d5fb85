import type { Sampling } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { EditContext } from "#core/editor";
import type { Draws } from "./draws.ts";
import { instructionLists } from "./instructions.ts";
import type { IceParams } from "./params.ts";
import { type Sampler, sampleCompletions } from "./sample-completions.ts";

/** The library's default, which the reference leaves as it is. */
const TOP_K = 50;

/** Draws from streams keyed by the case, the step and the row. */
export function randomDraws(
	id: string,
	rows: number,
	params: IceParams,
	random: EditContext<unknown>["random"],
): Draws {
	const list = instructionLists[params.instructions];
	const { maxNewTokens, numReturnSequences } = params;
	const sampler = (step: number, model: EditableModel): Sampler => ({
		sampling: samplingOf(model, params),
		newTokens: maxNewTokens,
		samples: numReturnSequences,
		random: (row, sample) => random("ice/sample", id, step, row, sample),
	});
	return {
		instructions: (step) =>
			Array.from(
				{ length: rows },
				(_, row) => list[random("ice/instruction", id, step, row).int(list.length)]!,
			),
		completions: (step, model, prefix) => sampleCompletions(model, prefix, sampler(step, model)),
		sampler,
	};
}

function samplingOf({ sampling }: EditableModel, { temperature, topK, topP }: IceParams): Sampling {
	return {
		temperature,
		topK: topK === undefined ? (sampling.topK ?? TOP_K) : topK,
		topP: topP === undefined ? (sampling.topP ?? null) : topP,
	};
}
