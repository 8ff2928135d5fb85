import type { DataReport } from "#core/data-report";
import type { Dataset } from "#core/dataset";
import { UserError } from "#core/errors";
import { formatReport } from "../../datasets/_shared/format-report.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";
import { USER_ERROR } from "../report-error.ts";
import { namingTarget, resolveTarget, type Target } from "../resolve-target.ts";

export const checkData = defineCommand({
	usage: "check-data <target> [parameters..]",
	describe: "Look for records that cannot be used as they are, or are probably not meant so",
	positionals: {
		target: { type: "string", demandOption: true, describe: "An experiment file, or the name of a dataset" },
		parameters: { type: "string", array: true, describe: "The dataset's own, as options: --split zsre" },
	},
	options: {
		plugin: { type: "string", array: true, requiresArg: true, describe: "Load plug-ins from this file too" },
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [
		["bench check-data my-experiment.ts", "all datasets of an experiment"],
		["bench check-data knowedit --split zsre --path ZsRE-test-all.json", "one file"],
	],
	takesUnknownOptions: true,
	run: async ({ json, ...target }) => {
		const reports: (DataReport & { readonly dataset: string })[] = [];
		for (const dataset of await resolveTarget(target, ["dataset"])) {
			reports.push({ dataset: dataset.label, ...(await checkOne(dataset, target)) });
		}
		if (json) printJson(reports);
		else printLines(reports.flatMap((one, at) => [...(at === 0 ? [] : [""]), ...formatReport(one)]));
		const hasError = reports.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
		if (hasError) process.exitCode = USER_ERROR;
	},
});

/** @throws UserError where the data is not here, or the dataset has nothing to say about it */
async function checkOne({ label, implementation, params }: Dataset, target: Target): Promise<DataReport> {
	const { check, locate } = implementation;
	if (check === undefined) {
		throw new UserError(`Dataset "${label}" has no check`, {
			hint: "Its author may add one: see defineDataset.",
		});
	}
	const located = await locate?.({ params });
	if (located === undefined) return check({ params, source: { where: label, hash: "" } });
	if ("here" in located) return check({ params, source: located.here });
	const { what, remedy } = namingTarget(located.missing, target);
	throw new UserError(`${what} is not on this machine`, { hint: remedy });
}
