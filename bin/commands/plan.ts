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
	run: async ({ json, ...choice }) => {
		const { planFromFile } = await import("../plan-from-file.ts");
		const planned = await planFromFile(choice);
		if (json) printJson(planToJson(planned));
		else printLines(describePlan(planned, choice.file));
	},
});
