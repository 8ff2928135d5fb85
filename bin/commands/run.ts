import { defineCommand } from "../define-command.ts";
import { gridOptions } from "../grid-options.ts";

export const run = defineCommand({
	usage: "run <file>",
	describe: "Run an experiment, or go on with it, and print its table",
	positionals: { file: { type: "string", demandOption: true, describe: "The experiment" } },
	options: {
		...gridOptions,
		check: { type: "boolean", default: true, describe: "Check the types first; --no-check skips it" },
		profile: { type: "boolean", describe: "Tell where the time went, and write profile.json" },
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [
		["bench run experiments/quickstart.ts", "the bundled models, in a minute"],
		["bench run my-experiment.ts --limit 5 --only editor=ice", "a first look"],
	],
	run: async (given) => {
		const { runExperiment } = await import("../run-experiment.ts");
		await runExperiment(given);
	},
});
