import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Configured, Erased, PluginKind } from "#core/plugin";
import { isPublished } from "./import-graph.ts";
import { localContents } from "./local-content.ts";
import { packageAbove } from "./package-above.ts";

type AnyPlugin = Pick<Configured<PluginKind, Erased, Erased>, "kind" | "info" | "source">;

/** What makes one plug-in compute something else than another. */
export interface PluginIdentity {
	readonly kind: PluginKind;
	readonly name: string;
	readonly version: string;
}

/** Of files that this process has loaded, and so does not load again when they change. */
const versions = new Map<string, string>();

const worker = fileURLToPath(
	new URL(`../worker/main${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url),
);

/**
 * Reads the versions of plug-ins and of the harness, where this process has not. Whatever is published as a package goes
 * by its name and version; any other plug-in by the content of the file that declares it and of all that this file
 * reaches, so that an edited method never resumes into the old one's records.
 *
 * @throws UserError where a file that a plug-in reaches cannot be read as code
 */
export async function readVersions(plugins: readonly AnyPlugin[]): Promise<void> {
	const files = new Set([worker, ...plugins.map(fileOf)].map((file) => realpathSync(file)));
	const unread = [...files].filter((file) => !versions.has(file));
	const local = unread.filter((file) => !isPublished(file));
	const contents = local.length > 0 ? await localContents(local) : [];
	for (const [at, file] of local.entries()) versions.set(file, contents[at]!);
	for (const file of unread.filter(isPublished)) {
		const { name, version } = packageAbove(dirname(file));
		versions.set(file, `${name}@${version}`);
	}
}

export const pluginIdentity = (plugin: AnyPlugin): PluginIdentity => ({
	kind: plugin.kind,
	name: plugin.info.name,
	version: versionOf(fileOf(plugin)),
});

/** Of what a worker runs beside the plug-ins: it makes the questions, reads the answers and computes with the engine. */
export const harnessVersion = (): string => versionOf(worker);

function versionOf(file: string): string {
	const version = versions.get(realpathSync(file));
	if (version === undefined) throw new Error(`The version of ${file} was not read`);
	return version;
}

function fileOf({ kind, info, source }: AnyPlugin): string {
	if (source === undefined) throw new Error(`The file that declares the ${kind} "${info.name}" is not known`);
	return source.startsWith("file:") ? fileURLToPath(source) : source;
}
