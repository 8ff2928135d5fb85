import type { AnyFactory, PluginBundle } from "#core/plugin";

/** A plug-in as the command line knows it. */
export interface LoadedPlugin {
	/** What `bench describe` is given: `ice`, `my-package/shout`, `my-editor.ts#mine`. */
	readonly id: string;
	/** Where it comes from: `editbench`, a package, a file. */
	readonly from: string;
	readonly factory: AnyFactory;
}

export const isFactory = (value: unknown): value is AnyFactory =>
	typeof value === "function" && "kind" in value && "info" in value && "schema" in value;

export const isBundle = (value: unknown): value is PluginBundle =>
	typeof value === "object" &&
	value !== null &&
	"name" in value &&
	typeof value.name === "string" &&
	"plugins" in value &&
	Array.isArray(value.plugins) &&
	value.plugins.every(isFactory);
