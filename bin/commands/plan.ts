import { defineCommand } from "../define-command.ts";
import { describePlan, planToJson } from "../describe-plan.ts";
import { gridOptions } from "../grid-options.ts";
import { printJson, printLines } from "../output.ts";

export const plan = defineCommand({
	usage: "plan <file>",
	describe: "Show the cells of an experiment's grid, what is done and what is missing",
	positionals: { file: { type: "string", demandOption: true, describe: "The experiment" } },
	options: { ...gridOptions, json: { type: "boolean", describe: "Print JSON" } },
	examples: [["bench plan my-experiment.ts", "needs neither the weights nor a network"]],
	run: async ({ file, limit, only, out, json }) => {
		const { loadExperiment, planExperiment } = await import("#runner/index");
		const planned = await planExperiment(await loadExperiment(file), {
			...(limit !== undefined && { limit }),
			...(only && { only }),
			...(out !== undefined && { out }),
		});
		if (json) printJson(planToJson(planned));
		else printLines(describePlan(planned, file));
	},
});
