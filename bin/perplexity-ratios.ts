import { statSync } from "node:fs";
import { checkpoint } from "editbench/models";
import type { LogProbsAsk, TextLogProbs } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import type { Model } from "#core/model";
import { startEngine } from "#engine/engines";
import { answerAsks } from "#runner/answer/answer-asks";
import { writtenOverTarget } from "../metrics/perplexity-ratio/written-over-target.ts";
import type { EditedText } from "../reports/result-files/index.ts";
import { bytesOf } from "./format-bytes.ts";
import { amountProgress } from "./progress/amount-progress.ts";

/**
 * PPL_r (`reference`) of texts under an unedited model, as the public evaluation script computes it from result files.
 *
 * @param model a Hugging Face folder, or a name on the hub, which is downloaded where it is not here
 * @returns a ratio for each text; NaN where nothing follows the prompt
 * @throws UserError where there is no such model
 */
export async function perplexityRatios(texts: readonly EditedText[], model: string): Promise<number[]> {
	const configured = modelNamed(model);
	const source = await findOrFetch(configured, model);
	await startEngine("onnx");
	const loaded = await configured.implementation.load({ params: configured.params, source });
	const progress = amountProgress("ppl_r", (done, whole) => `${done} of ${whole} texts`);
	try {
		const ratios: number[] = [];
		for (const text of texts) {
			ratios.push(await perplexityRatio(loaded, text));
			progress.onProgress({ received: ratios.length, size: texts.length });
		}
		return ratios;
	} finally {
		progress.stop();
		loaded.dispose();
	}
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function modelNamed(model: string): Model {
	if (isFolder(model)) return checkpoint({ path: model })[0]!;
	if (/^[\w.-]+\/[\w.-]+$/.test(model)) return checkpoint({ hub: model })[0]!;
	throw new UserError(`There is no folder ${model}, and it is no name on the hub`, {
		hint: "Give --model a Hugging Face folder, or owner/name, such as openai-community/gpt2-xl.",
	});
}

async function findOrFetch({ implementation, params, label }: Model, model: string) {
	const before = await implementation.locate({ params });
	if ("here" in before) return before.here;
	const progress = amountProgress(label, bytesOf);
	try {
		await implementation.fetch?.({ params, onProgress: progress.onProgress });
	} finally {
		progress.stop();
	}
	const after = await implementation.locate({ params });
	if ("here" in after) return after.here;
	throw new UserError(`${model} was not found`, { hint: after.missing.remedy });
}

/** `prompt[0]` is what the script has: the first character of a string, the first string of a list. */
async function perplexityRatio(
	model: EditableModel,
	{ prompt, targetNew, text }: EditedText,
): Promise<number> {
	const asked = typeof prompt === "string" ? prompt : (prompt[0] ?? "");
	const asks = {
		written: { kind: "logProbs", text, prefix: asked },
		target: { kind: "logProbs", text: `${prompt[0] ?? ""}${targetNew}` },
	} as const satisfies Record<string, LogProbsAsk>;
	const { exact } = await answerAsks(model, asks, { scorings: ["exact"], random: drawsNothing });
	const { written, target } = exact as { readonly [K in keyof typeof asks]: TextLogProbs };
	return writtenOverTarget("reference", written, target);
}

const drawsNothing = (): never => {
	throw new Error("Reading the log-probabilities of a text draws no random numbers");
};
