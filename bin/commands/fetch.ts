import type { Dataset } from "#core/dataset";
import type { Model } from "#core/model";
import { defineCommand } from "../define-command.ts";
import type { FetchedNeed } from "../fetch-for-editors.ts";
import { bytesOf } from "../format-bytes.ts";
import { printJson } from "../output.ts";
import { amountProgress } from "../progress/amount-progress.ts";
import { USER_ERROR } from "../report-error.ts";
import { isFile, namingTarget, resolveTarget, type Target } from "../resolve-target.ts";

export const fetch = defineCommand({
	usage: "fetch <target> [parameters..]",
	describe: "Download the models, datasets and texts that an experiment needs",
	positionals: {
		target: {
			type: "string",
			demandOption: true,
			describe: "An experiment file, or the name of a model or dataset",
		},
		parameters: {
			type: "string",
			array: true,
			describe: "The model's or dataset's own, as options: --split zsre",
		},
	},
	options: {
		plugin: { type: "string", array: true, requiresArg: true, describe: "Load plug-ins from this file too" },
		json: { type: "boolean", describe: "Print JSON" },
	},
	examples: [
		["bench fetch my-experiment.ts", "what is here already is not fetched again; what broke off goes on"],
		["bench fetch knowedit --split zsre", "one dataset"],
	],
	takesUnknownOptions: true,
	run: async ({ json, ...target }) => {
		const fetched: Fetched[] = [];
		for (const needed of await resolveTarget(target, ["model", "dataset"])) {
			fetched.push(await bring(needed, target));
			if (!json) console.log(sentence(fetched.at(-1)!));
		}
		for await (const one of forEditors(target)) {
			fetched.push(one);
			if (!json) console.log(sentence(one));
		}
		if (json) printJson(fetched);
		if (fetched.some(({ state }) => state === "missing")) process.exitCode = USER_ERROR;
	},
});

interface Fetched extends FetchedNeed {
	readonly kind: "model" | "dataset" | "data of editors" | "engine";
}

/** What an experiment needs beside models and datasets, which must be here by now: what editors read depends on them. */
async function* forEditors({ target }: Target): AsyncGenerator<Fetched> {
	if (!isFile(target)) return;
	const { planFromFile } = await import("../plan-from-file.ts");
	const { fetchRead, missingEngine } = await import("../fetch-for-editors.ts");
	const plan = await planFromFile({ file: target });
	for (const read of plan.reads) yield { kind: "data of editors", ...(await fetchRead(read)) };
	const engine = missingEngine(plan);
	if (engine !== undefined) yield { kind: "engine", ...engine };
}

/** @throws UserError where the download fails; what has arrived is kept */
async function bring(needed: Model | Dataset, target: Target): Promise<Fetched> {
	const { kind, label: name, implementation, params } = needed;
	const before = await lookFor(needed, target);
	if ("where" in before) return { kind, name, state: "here", ...before };
	if (implementation.fetch === undefined) return { kind, name, state: "missing", ...before };
	const progress = amountProgress(name, bytesOf);
	try {
		await implementation.fetch({ params, onProgress: progress.onProgress });
	} finally {
		progress.stop();
	}
	const after = await lookFor(needed, target);
	return { kind, name, state: "where" in after ? "fetched" : "missing", ...after };
}

async function lookFor(
	{ implementation, params }: Model | Dataset,
	target: Target,
): Promise<{ where: string } | { remedy: string }> {
	if (implementation.locate === undefined) return { where: "made when it is read" };
	const located = await implementation.locate({ params });
	if ("missing" in located) return { remedy: namingTarget(located.missing, target).remedy };
	return { where: "folder" in located.here ? located.here.folder : located.here.where };
}

function sentence({ kind, name, state, where, remedy }: Fetched): string {
	if (state === "missing") return `${kind} ${name}: cannot be fetched. ${remedy}`;
	return `${kind} ${name}: ${state === "here" ? "already here" : "fetched"}, ${where}`;
}
