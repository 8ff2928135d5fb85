import { readdir, stat } from "node:fs/promises";
import { register } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isUserError, UserError } from "#core/errors";
import type { Experiment } from "#core/experiment";
import { nearest } from "#core/nearest";

export interface LoadedExperiment {
	readonly experiment: Experiment;
	/** Absolute path. */
	readonly file: string;
}

/**
 * Imports an experiment's file, TypeScript or JavaScript, into the module graph that runs: what it imports from
 * "editbench" is what the runner itself uses.
 *
 * @throws UserError where there is no such file, it cannot be imported, or it exports no experiment
 */
export async function loadExperiment(path: string): Promise<LoadedExperiment> {
	const file = resolve(path);
	await checkFile(path, file);
	await registerTypeScript();
	const experiment = defaultOf(await importFile(path, file));
	if (isExperiment(experiment)) return { experiment, file };
	throw new UserError(
		experiment === undefined
			? `${path} has no default export`
			: `The default export of ${path} is ${describe(experiment)}, not an experiment`,
		{ hint: "End the file with: export default defineExperiment({ … });" },
	);
}

async function checkFile(path: string, file: string): Promise<void> {
	const found = await stat(file).catch(() => undefined);
	if (found?.isFile()) return;
	if (found !== undefined) {
		throw new UserError(`${path} is a folder, not an experiment's file`, {
			hint: "Name the TypeScript file in it.",
		});
	}
	const beside = await readdir(dirname(file)).catch((): string[] => []);
	const close = nearest(basename(file), beside);
	const instead = close === undefined ? "" : `Did you mean "${close}"? `;
	throw new UserError(`There is no file ${path}`, {
		hint: `${instead}Paths are relative to the folder in which the command runs.`,
	});
}

let registered = false;

/** Once. That this module is TypeScript shows that something reads TypeScript already. */
export async function registerTypeScript(): Promise<void> {
	if (registered) return;
	registered = true;
	const unbuilt = import.meta.url.endsWith(".ts");
	const native = (process.features as { typescript?: unknown }).typescript;
	if (!unbuilt && !native) await import("#read-typescript");
	register(unbuilt ? "./read-as-modules.ts" : "./read-as-modules.js", import.meta.url);
}

async function importFile(path: string, file: string): Promise<unknown> {
	try {
		return await import(pathToFileURL(file).href);
	} catch (cause) {
		// Another copy of editbench has another class of the same name.
		if (isUserError(cause) || (cause instanceof Error && cause.name === "UserError")) throw cause;
		throw new UserError(`${path} cannot be loaded: ${reasonOf(cause)}`, {
			hint: hintFor(cause, file),
			cause,
		});
	}
}

const reasonOf = (cause: unknown) =>
	cause instanceof Error
		? `${cause.name === "Error" ? "" : `${cause.name}: `}${cause.message.trim()}`
		: String(cause);

function hintFor(cause: unknown, file: string): string {
	const { code, name, stack = "" } = cause as NodeJS.ErrnoException;
	if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") {
		return "Check the spelling of what it imports; install packages beside the experiment; give local files with their ending.";
	}
	if (code === "ERR_PACKAGE_PATH_NOT_EXPORTED") {
		return 'Plug-ins are imported from "editbench/models", "editbench/datasets", "editbench/editors", "editbench/metrics" and "editbench/reports".';
	}
	if (name === "SyntaxError" || name === "TransformError") return "Mend the file at the place named.";
	const line = stack.split("\n").find((text) => text.includes(basename(file)));
	return line === undefined
		? "The error comes from the file or from what it imports."
		: `It comes ${line.trim()}.`;
}

/** A file of a CommonJS package arrives wrapped twice. */
function defaultOf(module: unknown): unknown {
	const exported = (module as { default?: unknown }).default;
	if (typeof exported === "object" && exported !== null && "__esModule" in exported && "default" in exported)
		return exported.default;
	return exported;
}

function isExperiment(value: unknown): value is Experiment {
	if (typeof value !== "object" || value === null) return false;
	const { name, seeds, exclude, fidelity } = value as Partial<Experiment>;
	return (
		typeof name === "string" &&
		Array.isArray(seeds) &&
		typeof exclude === "function" &&
		typeof fidelity === "object"
	);
}

function describe(value: unknown): string {
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "an object that did not go through defineExperiment";
	return `a ${typeof value}`;
}
