import { existsSync } from "node:fs";
import type { DataReport } from "#core/data-report";
import type { Dataset } from "#core/dataset";
import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import { formatReport } from "../../datasets/_shared/format-report.ts";
import { defineCommand } from "../define-command.ts";
import { printJson, printLines } from "../output.ts";
import { readParameters } from "../read-parameters.ts";
import { USER_ERROR } from "../report-error.ts";

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
	run: async ({ target, parameters = [], plugin, json }) => {
		const datasets = await datasetsOf(target, parameters.map(String), plugin);
		const reports: (DataReport & { readonly dataset: string })[] = [];
		for (const dataset of datasets) reports.push({ dataset: dataset.label, ...(await checkOne(dataset)) });
		if (json) printJson(reports);
		else printLines(reports.flatMap((one, at) => [...(at === 0 ? [] : [""]), ...formatReport(one)]));
		const hasError = reports.some(({ findings }) => findings.some(({ severity }) => severity === "error"));
		if (hasError) process.exitCode = USER_ERROR;
	},
});

async function datasetsOf(
	target: string,
	parameters: readonly string[],
	plugins: readonly string[] | undefined,
): Promise<readonly Dataset[]> {
	if (!existsSync(target) && !/\.[cm]?[jt]s$/.test(target)) return datasetByName(target, parameters, plugins);
	if (parameters.length > 0) {
		throw new UserError(`${target} is an experiment: "${parameters.join(" ")}" cannot be given with it`, {
			hint: "Its datasets' parameters stand in the file. Or name a dataset instead of the file.",
		});
	}
	const { loadExperiment } = await import("#runner/index");
	return (await loadExperiment(target)).experiment.datasets;
}

async function datasetByName(
	name: string,
	parameters: readonly string[],
	plugins: readonly string[] | undefined,
): Promise<readonly Dataset[]> {
	const { loadPlugins } = await import("../plugins/load-plugins.ts");
	const datasets = (await loadPlugins(plugins)).filter(({ factory }) => factory.kind === "dataset");
	const found = datasets.find(({ id }) => id === name);
	if (found !== undefined)
		return found.factory(readParameters(parameters, found.factory.schema)) as readonly Dataset[];
	const names = datasets.map(({ id }) => id);
	const meant = nearest(name, names);
	throw new UserError(`There is no dataset "${name}", and no file of that name`, {
		hint: `${meant === undefined ? "" : `Did you mean "${meant}"? `}Datasets: ${names.join(", ")}.`,
	});
}

/** @throws UserError where the data is not here, or the dataset has nothing to say about it */
async function checkOne({ label, implementation, params }: Dataset): Promise<DataReport> {
	const { check, locate } = implementation;
	if (check === undefined) {
		throw new UserError(`Dataset "${label}" has no check`, {
			hint: "Its author may add one: see defineDataset.",
		});
	}
	const located = await locate?.({ params });
	if (located === undefined) return check({ params, source: { where: label, hash: "" } });
	if ("here" in located) return check({ params, source: located.here });
	throw new UserError(`${located.missing.what} is not on this machine`, { hint: located.missing.remedy });
}
