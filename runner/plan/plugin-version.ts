import { readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Configured, Erased, PluginKind } from "#core/plugin";
import { localContent } from "./local-content.ts";

/** What makes one plug-in compute something else than another. */
export interface PluginIdentity {
	readonly kind: PluginKind;
	readonly name: string;
	readonly version: string;
}

const versions = new Map<string, string>();

/**
 * A plug-in of an installed package goes by the package's version; any other by the content of the file that declares
 * it and of that file's local imports, so that an edited method never resumes into the old one's records.
 */
export function pluginIdentity({
	kind,
	info,
	source,
}: Configured<PluginKind, Erased, Erased>): PluginIdentity {
	if (source === undefined) throw new Error(`The file that declares the ${kind} "${info.name}" is not known`);
	const file = source.startsWith("file:") ? fileURLToPath(source) : source;
	const version = versions.get(file) ?? versionOf(file);
	versions.set(file, version);
	return { kind, name: info.name, version };
}

function versionOf(file: string): string {
	if (!file.split(sep).includes("node_modules")) return localContent(file);
	const { name, version } = packageAbove(dirname(file));
	return `${name}@${version}`;
}

/** The package that a folder belongs to: the first above it with a version, since a bare `{ "type": … }` names none. */
export function packageAbove(folder: string): { readonly name: string; readonly version: string } {
	const found = readPackage(join(folder, "package.json"));
	if (found !== undefined) return found;
	const above = dirname(folder);
	if (above === folder) throw new Error("No package.json with name and version above the plug-in");
	return packageAbove(above);
}

function readPackage(path: string): { readonly name: string; readonly version: string } | undefined {
	try {
		const { name, version } = JSON.parse(readFileSync(path, "utf8"));
		return typeof name === "string" && typeof version === "string" ? { name, version } : undefined;
	} catch {
		return undefined;
	}
}
