import { describeValue } from "./describe-value.ts";
import { UserError } from "./errors.ts";
import type { Configured, Erased, PluginKind } from "./plugin.ts";
import { isObject } from "./setting-error.ts";

type AnyPlugin = Configured<PluginKind, Erased, Erased>;

/**
 * A list of an experiment, in which a factory call may stand for several plug-ins, laid flat.
 *
 * @param setting its name in the experiment, such as `editors`
 * @throws UserError for an entry that is no configured plug-in of the kind
 */
export function checkList<T>(list: unknown, kind: PluginKind, experiment: string): readonly T[] {
	const setting = `${kind}s`;
	if (!Array.isArray(list)) {
		throw new UserError(`Experiment "${experiment}" has "${setting}" that are ${describeValue(list)}`, {
			hint: `Give "${setting}" a list, in square brackets.`,
		});
	}
	// Array.from: a hole in a list is an entry, and undefined.
	const placed = Array.from(list, (entry: unknown, at) =>
		Array.isArray(entry)
			? Array.from(entry, (one: unknown, inner) => [`${setting}[${at}][${inner}]`, one] as const)
			: [[`${setting}[${at}]`, entry] as const],
	).flat();
	for (const [place, entry] of placed) checkEntry(entry, kind, `Experiment "${experiment}", ${place}`);
	return placed.map(([, entry]) => entry as T);
}

function checkEntry(entry: unknown, kind: PluginKind, where: string): void {
	if (isPlugin(entry)) {
		if (entry.kind === kind) return;
		throw new UserError(`${where} is the ${entry.kind} "${entry.label}", not ${article(kind)}`, {
			hint: `List it in "${entry.kind}s".`,
		});
	}
	if (typeof entry === "function") throw functionError(entry, kind, where);
	throw new UserError(`${where} is ${describeValue(entry)}, not ${article(kind)}`, {
		hint: hintFor(entry, kind),
	});
}

function functionError(entry: object, kind: PluginKind, where: string): UserError {
	const { info, kind: own } = entry as Partial<AnyPlugin>;
	if (!isObject(info) || typeof info.name !== "string")
		return new UserError(`${where} is a function, not ${article(kind)}`, { hint: hintFor(entry, kind) });
	const call = `${camelCase(info.name)}()`;
	if (own === kind)
		return new UserError(`${where} is a factory: call it, ${call}`, {
			hint: `Write ${call}, with its parameters in the brackets.`,
		});
	return new UserError(`${where} is a factory, and of a ${own}, not of ${article(kind)}`, {
		hint: `Call it, and list it in "${own}s": ${call}.`,
	});
}

function hintFor(entry: unknown, kind: PluginKind): string {
	if (entry === undefined || entry === null)
		return "Check the import: does the module export something of this name?";
	if (Array.isArray(entry)) return "Lists nest one level deep: spread the inner one, as in [...list].";
	if (typeof entry === "string")
		return `Plug-ins are values, not names: import ${camelCase(entry)} from "editbench/${kind}s", or from your own file, and call it.`;
	return `Give what a factory returns, as in ${examples[kind]}.`;
}

const examples: Readonly<Record<PluginKind, string>> = {
	model: 'mini({ architecture: "gpt2" })',
	dataset: "atlas({ limit: 10 })",
	editor: "ftM({ steps: 5 })",
	metric: "editSuccess()",
	report: "csv()",
};

const isPlugin = (value: unknown): value is AnyPlugin =>
	isObject(value) &&
	typeof value.kind === "string" &&
	typeof value.label === "string" &&
	isObject(value.info) &&
	isObject(value.implementation);

const article = (kind: PluginKind) => `${kind === "editor" ? "an" : "a"} ${kind}`;

/** `ft-m` → `ftM`, as factories are named. */
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
