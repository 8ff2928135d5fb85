import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "#core/errors";
import { isBundle, type LoadedPlugin } from "./loaded-plugin.ts";

interface PackageManifest {
	/** The module that exports a plug-in bundle as its default. */
	readonly editbench?: unknown;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * What the direct dependencies of the nearest package.json offer: those whose own package.json has an "editbench" field.
 *
 * @throws UserError where such a package's module cannot be read, or is none
 */
export async function packagePlugins(cwd: string): Promise<LoadedPlugin[]> {
	const host = nearestManifest(cwd);
	if (host === undefined) return [];
	const { dependencies, devDependencies } = await readManifest(host);
	const names = Object.keys({ ...dependencies, ...devDependencies });
	return (await Promise.all(names.map((name) => pluginsOf(name, host)))).flat();
}

function nearestManifest(folder: string): string | undefined {
	const manifest = path.join(folder, "package.json");
	if (existsSync(manifest)) return manifest;
	const parent = path.dirname(folder);
	return parent === folder ? undefined : nearestManifest(parent);
}

async function readManifest(file: string): Promise<PackageManifest> {
	try {
		return JSON.parse(await readFile(file, "utf8")) as PackageManifest;
	} catch (cause) {
		throw new UserError(`Cannot read ${file}: ${(cause as Error).message}`, {
			hint: "It is asked which plug-ins are installed; it must be valid JSON.",
			cause,
		});
	}
}

async function pluginsOf(name: string, host: string): Promise<LoadedPlugin[]> {
	const folders = createRequire(host).resolve.paths(name) ?? [];
	const manifest = folders.map((folder) => path.join(folder, name, "package.json")).find(existsSync);
	if (manifest === undefined) return [];
	const { editbench: entry } = await readManifest(manifest);
	if (typeof entry !== "string") return [];
	const bundle: unknown = await importBundle(path.join(path.dirname(manifest), entry), name);
	if (!isBundle(bundle)) {
		throw new UserError(
			`The package "${name}" names ${entry} as its plug-ins, but that has no bundle as default export`,
			{
				hint: "It should say: export default definePlugin({ name: …, plugins: [ … ] }).",
			},
		);
	}
	return bundle.plugins.map((factory) => ({
		id: `${bundle.name}/${factory.info.name}`,
		from: name,
		factory,
	}));
}

async function importBundle(file: string, name: string): Promise<unknown> {
	try {
		return (await import(pathToFileURL(file).href)).default;
	} catch (cause) {
		throw new UserError(
			`The plug-ins of the package "${name}" cannot be loaded: ${(cause as Error).message}`,
			{
				hint: `Its file is ${file}. Update the package, or uninstall it.`,
				cause,
			},
		);
	}
}
