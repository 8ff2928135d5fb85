import type { EditableModel } from "#core/editable-model";
import { continuedIds } from "#core/fed-ids";
import type { Fidelity } from "#core/fidelity";
import type { EditRecord } from "#core/record";
import type { tf } from "#engine/tf";
import { contextSentences } from "../_shared/context-sentences.ts";
import type { Objective } from "../_shared/objective.ts";
import { requestText } from "../_shared/request-text.ts";
import { targetIds } from "../_shared/target-ids.ts";
import { train } from "../_shared/train.ts";
import type { Draws } from "./draws.ts";
import type { IceParams } from "./params.ts";
import type { Feed } from "./prefixes.ts";
import { targetAndCompletion } from "./target-and-completion.ts";
import { targetWithContext } from "./target-with-context.ts";

export interface IceSetting {
	readonly model: EditableModel;
	readonly params: IceParams;
	readonly fidelity: Fidelity;
}

/** One of the records that are trained side by side. */
export interface IceLane {
	readonly record: EditRecord;
	/** Where its random choices come from. */
	readonly draws: Draws;
	/** Called with the loss of each step. */
	readonly onLoss: (loss: number) => void;
}

/** Trains records, each by itself. @returns W − W₀ by name for each, for the caller to dispose */
export function iceEdits(setting: IceSetting, lanes: readonly IceLane[]): Promise<Map<string, tf.Tensor>[]> {
	const { model, params: settings } = setting;
	const trainees = lanes.map((lane) => ({ objective: objectiveOf(setting, lane), onLoss: lane.onLoss }));
	return train({ model, settings }, trainees);
}

function objectiveOf({ model, params, fidelity }: IceSetting, { record, draws }: IceLane): Objective {
	const feed = feedOf(model, record, fidelity);
	if (params.objective === "target_with_context") return targetWithContext(feed, draws);
	return targetAndCompletion(model, feed, params, draws);
}

function feedOf({ tokenizer }: EditableModel, record: EditRecord, fidelity: Fidelity): Feed {
	const text = requestText(record, fidelity);
	const { ids: sentence } = continuedIds(tokenizer, text.prompt, text.target, fidelity);
	const targetLength = targetIds(tokenizer, text, fidelity).length;
	return { tokenizer, fidelity, sentences: contextSentences(record, text), ...text, sentence, targetLength };
}
