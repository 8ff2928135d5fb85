import type { ModuleFormat, ResolveFnOutput, ResolveHook } from "node:module";

/** What a loader may take a TypeScript file for, and what it is to be instead. */
const asModule: Readonly<Record<string, string>> = {
	commonjs: "module",
	"commonjs-typescript": "module-typescript",
};

/** A file, and the marks that tsx appends to what it would compile to CommonJS. */
const SOURCE = /^(file:.+\.m?ts)(?:%3f|[?#]|$)/i;

/**
 * Has TypeScript files read as ES modules in a package without `"type": "module"` too, as `npm init` makes it: as
 * CommonJS they could not import editbench's modules. Runs in the thread of Node's loaders, before tsx.
 */
export const resolve: ResolveHook = async (specifier, context, next): Promise<ResolveFnOutput> => {
	const found = await next(specifier, context);
	const format = asModule[found.format ?? ""];
	const url = SOURCE.exec(found.url)?.[1];
	if (format === undefined || url === undefined || url.includes("/node_modules/")) return found;
	return { ...found, url, format: format as ModuleFormat };
};
