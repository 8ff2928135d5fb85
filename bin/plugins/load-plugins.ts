import { UserError } from "#core/errors";
import { filePlugins } from "./file-plugins.ts";
import type { LoadedPlugin } from "./loaded-plugin.ts";
import { ownPlugins } from "./own-plugins.ts";
import { packagePlugins } from "./package-plugins.ts";

/**
 * All plug-ins that can be listed from here: editbench's own, those of installed packages, and those of the files given.
 *
 * @throws UserError where two of one kind go by the same name
 */
export async function loadPlugins(files: readonly string[] = []): Promise<LoadedPlugin[]> {
	const found = [await ownPlugins(), await packagePlugins(process.cwd())];
	for (const file of files) found.push(await filePlugins(file));
	const plugins = found.flat();
	const known = new Map<string, LoadedPlugin>();
	for (const plugin of plugins) {
		const name = `${plugin.factory.kind} "${plugin.id}"`;
		const other = known.get(name);
		if (other !== undefined) {
			throw new UserError(`There are two plug-ins ${name}: from ${other.from}, and from ${plugin.from}`, {
				hint: "Rename one of them, or leave out its package or file.",
			});
		}
		known.set(name, plugin);
	}
	return plugins;
}
