import { UserError } from "#core/errors";
import { count } from "../count.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";
import { USER_ERROR } from "../report-error.ts";
import { typeCheck } from "./type-check.ts";

export const check = defineCommand({
	usage: "check <file>",
	describe: "Check an experiment file: types, parameters, and what is missing",
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
		const { planFromFile } = await import("../plan-from-file.ts");
		const { experiment, missing, warnings } = await planFromFile({ file });
		if (json) return printJson({ file, experiment: experiment.name, mistakes: [], missing, warnings });
		const { absent } = await import("../describe-plan.ts");
		printLines([
			`${file}: experiment "${experiment.name}" has no mistakes`,
			...warnings.map((warning) => `Warning: ${warning}`),
			...absent(missing),
		]);
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
