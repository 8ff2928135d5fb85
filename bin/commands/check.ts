import { UserError } from "#core/errors";
import { count } from "../count.ts";
import { defineCommand } from "../define-command.ts";
import { printJson } from "../output.ts";
import { USER_ERROR } from "../report-error.ts";
import { typeCheck } from "./type-check.ts";

export const check = defineCommand({
	usage: "check <file>",
	describe: "Check an experiment file: its types, then its parameters",
	positionals: { file: { type: "string", demandOption: true, describe: "The experiment" } },
	options: { json: { type: "boolean", describe: "Print JSON" } },
	examples: [["bench check my-experiment.ts", "mistakes with their lines, or word that there are none"]],
	run: async ({ file, json }) => {
		const { mistakes, frames } = await typeCheck(file, { color: process.stdout.isTTY });
		if (mistakes.length > 0) {
			if (json) printJson({ file, mistakes });
			else console.log(`${frames}\n\n${count(mistakes.length, "mistake")} in ${file}`);
			process.exitCode = USER_ERROR;
			return;
		}
		const { loadExperiment } = await import("#runner/index");
		const { experiment } = await loadExperiment(file);
		if (json) printJson({ file, experiment: experiment.name, mistakes: [] });
		else console.log(`${file}: experiment "${experiment.name}" has no mistakes`);
	},
});

/** Before an experiment is run. @throws UserError with the mistakes, if there are any */
export async function refuseMistakes(file: string): Promise<void> {
	const { mistakes, frames } = await typeCheck(file, { color: process.stderr.isTTY });
	if (mistakes.length === 0) return;
	throw new UserError(`${frames}\n\n${count(mistakes.length, "mistake")} in ${file}: nothing was started`, {
		hint: "Mend the file, or skip this check with --no-check.",
	});
}
