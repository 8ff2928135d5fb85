import type { EditableModel, KnowEditRecord } from "editbench";
import { ice } from "editbench/editors";
import { stepGradients } from "../../../editors/_shared/lanes/step-gradients.ts";
import { requestText } from "../../../editors/_shared/request-text.ts";
import { idsBeyond } from "../../../editors/_shared/target-ids.ts";
import { completedRow } from "../../../editors/ice/completed-row.ts";
import type { IceParams } from "../../../editors/ice/params.ts";
import { conditioned, type Feed } from "../../../editors/ice/prefixes.ts";
import { targetAndCompletion } from "../../../editors/ice/target-and-completion.ts";
import { alternate, seconds } from "../alternate.ts";
import { differenceNote } from "../difference.ts";
import type { Section } from "../setting.ts";

export const STEP = "one step of ICE, forward and backward";

const INSTRUCTION = "Remember this fact: ";
/** Where the three tokens come from that stand for a sample. */
const COMPLETION = " and so on";

/** Loss and gradients of a step of ICE on the first record, the sample given: two passes, and back to five matrices. */
export const step: Section = async ({ ours, yardstick, rounds, recordsOf }) => {
	const [record] = await recordsOf(1);
	const { model } = ours;
	const params = ours.paramsOf(ice()[0]!) as IceParams;
	const { feed, row } = rowOf(model, record!);
	let [mine, theirs]: [number[], number[]] = [[], []];
	const work = async () => {
		mine = await differentiate(model, feed, params);
	};
	const ask = (task: string) => async () => {
		const request = { ...row, layers: params.layers };
		const { seconds, result } = await yardstick!.ask<{ loss: number; norm: number }>(task, request);
		theirs = [result.loss, result.norm];
		return seconds;
	};
	const samples = await alternate(rounds, {
		ours: () => seconds(work),
		...(yardstick && { public: ask("step"), tuned: ask("step_tuned") }),
	});
	return [{ what: STEP, unit: "s", samples, ...differenceNote("loss and gradient", mine, theirs) }];
};

/** Tokens of the two passes, with context and without, and of how many the logits are read in each. */
export function stepTokens(model: EditableModel, record: KnowEditRecord) {
	const { withContext, plain, target, completion } = rowOf(model, record).row;
	return { passes: [withContext.length, plain.length], read: target.length + completion.length };
}

function rowOf({ tokenizer }: EditableModel, record: KnowEditRecord) {
	const text = requestText(record, "exact");
	const feed: Feed = {
		tokenizer,
		fidelity: "exact",
		sentences: [`${text.prompt}${text.target}. `],
		...text,
		sentence: tokenizer.encode(text.prompt + text.target),
		targetLength: idsBeyond(tokenizer, text).length,
	};
	const [prefix] = conditioned(feed, [INSTRUCTION]).ids;
	return { feed, row: completedRow(feed, prefix!, completionOf(tokenizer)) };
}

const completionOf = (tokenizer: EditableModel["tokenizer"]) =>
	tokenizer.encode(COMPLETION, { specialTokens: false }).slice(0, 3);

/** @returns the loss, and the length of the gradient */
async function differentiate(model: EditableModel, feed: Feed, params: IceParams): Promise<number[]> {
	const objective = targetAndCompletion(model, feed, params, {
		instructions: () => [INSTRUCTION],
		completions: async () => [completionOf(model.tokenizer)],
	});
	const names = params.layers!.map((layer) => model.mlpOutput(layer).weight);
	const weights = new Map(names.map((name) => [name, model.weight(name)]));
	const [{ loss, gradients }] = (await stepGradients(model, [{ objective, weights }], 0)) as [LaneGradients];
	let squares = 0;
	for (const gradient of gradients.values()) {
		for (const element of await gradient.data()) squares += element * element;
		gradient.dispose();
	}
	return [loss, Math.sqrt(squares)];
}

type LaneGradients = Awaited<ReturnType<typeof stepGradients>>[number];
