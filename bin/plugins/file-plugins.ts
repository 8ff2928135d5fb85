import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "#core/errors";
import { registerTypeScript } from "#runner/load-experiment";
import { isBundle, isFactory, type LoadedPlugin } from "./loaded-plugin.ts";

/**
 * The plug-ins that a file exports: by name, or as a bundle by default.
 *
 * @throws UserError where there is no such file, it cannot be imported, or exports none
 */
export async function filePlugins(file: string): Promise<LoadedPlugin[]> {
	const exported: readonly unknown[] = Object.values(await importFile(file));
	const factories = exported.flatMap((value) =>
		isBundle(value) ? value.plugins : isFactory(value) ? [value] : [],
	);
	if (factories.length === 0) {
		throw new UserError(`${file} exports no plug-in`, {
			hint: "Export what defineEditor, defineDataset, defineMetric, defineModel or defineReport returns.",
		});
	}
	return [...new Set(factories)].map((factory) => ({
		id: `${file}#${factory.info.name}`,
		from: file,
		factory,
	}));
}

async function importFile(file: string): Promise<object> {
	const found = path.resolve(file);
	if (!existsSync(found)) {
		throw new UserError(`There is no file ${file}`, { hint: `Relative names start from ${process.cwd()}.` });
	}
	await registerTypeScript();
	try {
		return await import(pathToFileURL(found).href);
	} catch (cause) {
		if (cause instanceof UserError) throw cause;
		throw new UserError(`${file} cannot be loaded: ${(cause as Error).message}`, {
			hint: `Run "bench check ${file}" to see its mistakes with their lines.`,
			cause,
		});
	}
}
