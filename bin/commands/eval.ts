import { aggregations } from "#core/aggregate";
import { UserError } from "#core/errors";
import {
	evaluateResults,
	formatEvaluation,
	matchTexts,
	type ResultRecord,
	readResultFiles,
	readTextFiles,
} from "../../reports/result-files/index.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";

export const evaluate = defineCommand({
	usage: "eval",
	describe: "Score result files: ours, or those of the ICE and EasyEdit tools",
	positionals: {},
	takesLists: true,
	options: {
		"result-file": {
			type: "string",
			array: true,
			requiresArg: true,
			demandOption: true,
			describe: "A *_results.json; several are taken together",
		},
		"output-file": {
			type: "string",
			array: true,
			requiresArg: true,
			describe: "The *_gen_sentence.json of the same runs, in the same order: for ppl_r",
		},
		model: {
			type: "string",
			requiresArg: true,
			describe: "The unedited model, a folder or a name on the hub: for ppl_r",
		},
		aggregation: {
			choices: aggregations,
			default: "pooled",
			describe: "How a record's probes become one number",
		},
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [["bench eval --result-file ICE_zsre_gpt2-xl_results.json", "the numbers of a table's row"]],
	run: async ({ "result-file": resultFiles, "output-file": textFiles = [], model, aggregation, json }) => {
		checkTexts(textFiles, model);
		const records = await readResultFiles(resultFiles);
		const ratios =
			model === undefined ? {} : { perplexityRatios: await judgeTexts(records, textFiles, model) };
		const evaluation = evaluateResults(records, { aggregation, ...ratios });
		if (json) printJson(evaluation);
		else printLines(formatEvaluation(evaluation));
	},
});

/** @returns PPL_r of each record */
async function judgeTexts(
	records: readonly ResultRecord[],
	textFiles: readonly string[],
	model: string,
): Promise<readonly number[]> {
	const texts = matchTexts(records, await readTextFiles(textFiles));
	const { perplexityRatios } = await import("../perplexity-ratios.ts");
	return perplexityRatios(texts, model);
}

function checkTexts(textFiles: readonly string[], model: string | undefined): void {
	if (textFiles.length > 0 === (model !== undefined)) return;
	const [given, absent] = model === undefined ? ["--output-file", "--model"] : ["--model", "--output-file"];
	throw new UserError(`${given} was given without ${absent}`, {
		hint: "ppl_r needs both: the texts, and the unedited model that judges them. The other scores need neither.",
	});
}
