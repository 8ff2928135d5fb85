import { existsSync } from "node:fs";
import type { Dataset } from "#core/dataset";
import { UserError } from "#core/errors";
import type { Missing } from "#core/located";
import type { Model } from "#core/model";
import { nearest } from "#core/nearest";
import { shellQuote } from "./command-line.ts";

/** What a command is about: an experiment's models and datasets, or one named with its parameters as options. */
export interface Target {
	/** An experiment file, or the name of a plug-in. */
	readonly target: string;
	/** Options that the command itself does not know: the plug-in's parameters. */
	readonly parameters?: readonly (string | number)[] | undefined;
	/** Files with further plug-ins. */
	readonly plugin?: readonly string[] | undefined;
}

type Resource = Model | Dataset;

/**
 * The models or datasets that a target stands for.
 *
 * @throws UserError where there is no such file or plug-in, or its parameters are not valid
 */
export async function resolveTarget<Kind extends Resource["kind"]>(
	{ target, parameters = [], plugin }: Target,
	kinds: readonly Kind[],
): Promise<readonly Extract<Resource, { kind: Kind }>[]> {
	const found = isFile(target)
		? await fromExperiment(target, parameters)
		: await fromPlugin(target, parameters.map(String), kinds, plugin);
	return found.filter((one): one is Extract<Resource, { kind: Kind }> =>
		kinds.some((kind) => kind === one.kind),
	);
}

/** Whether a target is an experiment. */
export const isFile = (target: string) => existsSync(target) || /\.[cm]?[jt]s$/.test(target);

async function fromExperiment(
	file: string,
	parameters: readonly (string | number)[],
): Promise<readonly Resource[]> {
	if (parameters.length > 0) {
		throw new UserError(`${file} is an experiment: "${parameters.join(" ")}" cannot be given with it`, {
			hint: "Parameters stand in the file. Or name a plug-in instead of the file.",
		});
	}
	const { loadExperiment } = await import("#runner/index");
	const { experiment } = await loadExperiment(file);
	return [...experiment.models, ...experiment.datasets];
}

async function fromPlugin(
	name: string,
	parameters: readonly string[],
	kinds: readonly string[],
	files: readonly string[] | undefined,
): Promise<readonly Resource[]> {
	const { loadPlugins } = await import("./plugins/load-plugins.ts");
	const plugins = (await loadPlugins(files)).filter(({ factory }) => kinds.includes(factory.kind));
	const found = plugins.find(({ id }) => id === name)?.factory;
	if (found !== undefined) {
		const { readParameters } = await import("./read-parameters.ts");
		return found(readParameters(parameters, found.schema)) as unknown as readonly Resource[];
	}
	const names = plugins.map(({ id }) => id);
	const meant = nearest(name, names);
	throw new UserError(`There is no ${kinds.join(" or ")} "${name}", and no file of that name`, {
		hint: `${meant === undefined ? "" : `Did you mean "${meant}"? `}There are ${names.join(", ")}.`,
	});
}

/** What models and datasets, which do not know the command they are used by, write for what it was given. */
const PLACEHOLDER = "EXPERIMENT.ts";

/** Has the suggested command name what this one was given. */
export function namingTarget({ what, remedy }: Missing, { target, parameters = [] }: Target): Missing {
	const words = [target, ...parameters].map((word) => shellQuote(String(word)));
	return { what, remedy: remedy.replaceAll(PLACEHOLDER, words.join(" ")) };
}
