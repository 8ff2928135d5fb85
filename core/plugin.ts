import { checkPlugin } from "./check-plugin.ts";
import { definingFile } from "./defining-file.ts";
import { UserError } from "./errors.ts";
import { nearest } from "./nearest.ts";
import { z } from "./params.ts";
import { expandSweeps, type Sweepable } from "./sweep.ts";

/** The kinds of plug-in an experiment is made of. */
export type PluginKind = "model" | "dataset" | "editor" | "metric" | "report";

/** What every plug-in says about itself; shown by `bench list`. */
export interface PluginInfo<Name extends string = string, Params = Erased> {
	/** kebab-case; unique within its kind. */
	readonly name: Name;
	/** One sentence, no trailing period. */
	readonly summary: string;
	/**
	 * Heading in tables, for example `FT-L`; the name where absent. A function makes the whole label, from parameters
	 * that all tell a reader something; else parameters that differ from their defaults follow in brackets.
	 */
	readonly title?: string | ((params: Params) => string);
	/** Where the idea comes from; cited in reports. */
	readonly paper?: { readonly title: string; readonly year: number; readonly arxiv?: string };
}

/** A plug-in with validated parameters. A plain value: nothing has been loaded or run yet. */
export interface Configured<Kind extends PluginKind, Params, Impl> {
	readonly kind: Kind;
	readonly info: PluginInfo;
	/** Row or column heading in reports, for example `FT-M(steps=5)`. */
	readonly label: string;
	/** Parameters with defaults filled in. */
	readonly params: Params;
	/** Parameters as the experiment wrote them: what a preset must not override. */
	readonly given: Readonly<Record<string, unknown>>;
	readonly implementation: Impl;
	readonly schema: z.ZodObject;
	/** The file that declared the plug-in; a local one is versioned by its content. */
	readonly source: string | undefined;
}

/** The argument may be left out when every parameter has a default. */
type FactoryArgs<S extends z.ZodObject> =
	{} extends z.input<S> ? [params?: Sweepable<z.input<S>>] : [params: Sweepable<z.input<S>>];

/** What `defineEditor` and friends return: call it to configure the plug-in, read it to describe it. */
export interface Factory<Kind extends PluginKind, Name extends string, S extends z.ZodObject, Impl> {
	(...args: FactoryArgs<S>): Configured<Kind, z.output<S>, Impl>[];
	readonly kind: Kind;
	readonly info: PluginInfo<Name>;
	readonly schema: S;
	readonly implementation: Impl;
}

/**
 * Stands for "some plug-in's own type" where plug-ins are mixed in one list. Their types were
 * checked when each was configured, and parameters are validated again at run time.
 */
// biome-ignore lint/suspicious/noExplicitAny: the one place where a type is erased
export type Erased = any;

/** A factory of any kind and parameters. */
export type AnyFactory = Factory<PluginKind, string, Erased, Erased>;

/** Shared by every `define…` function: validates parameters and expands sweeps. */
export function createFactory<
	const Kind extends PluginKind,
	const Name extends string,
	S extends z.ZodObject,
	Impl,
>(kind: Kind, info: PluginInfo<Name>, schema: S, implementation: Impl): Factory<Kind, Name, S, Impl> {
	checkPlugin(kind, info, implementation as object);
	const source = definingFile();
	const configure = (...[given]: FactoryArgs<S>) =>
		expandSweeps(given ?? {}).map((raw) => ({
			kind,
			info,
			...labelled(kind, info, schema, raw),
			given: raw,
			implementation,
			schema,
			source,
		}));
	return Object.assign(configure, { kind, info, schema, implementation });
}

/** Validates `raw` against a plug-in's schema, fills in defaults. @throws UserError naming plug-in and parameter */
export function parseParams<S extends z.ZodObject>(
	kind: PluginKind,
	name: string,
	schema: S,
	raw: unknown,
): z.output<S> {
	const result = schema.safeParse(raw);
	if (result.success) return result.data;
	const known = Object.keys(schema.shape);
	const misspelt = result.error.issues.flatMap((issue) =>
		issue.code === "unrecognized_keys" ? issue.keys : [],
	);
	const advice = misspelt.flatMap((key) => {
		const close = nearest(key, known);
		return close === undefined ? [] : [`Did you mean "${close}" instead of "${key}"?`];
	});
	throw new UserError(`Invalid parameters for ${kind} "${name}":\n${z.prettifyError(result.error)}`, {
		hint: [...advice, `Run "bench describe ${name}" to see what it accepts.`].join(" "),
	});
}

function labelled<S extends z.ZodObject>(
	kind: PluginKind,
	info: PluginInfo,
	schema: S,
	raw: Record<string, unknown>,
) {
	const params = parseParams(kind, info.name, schema, raw);
	const { title = info.name } = info;
	return { params, label: typeof title === "function" ? title(params) : labelOf(title, schema, raw) };
}

/** `title(parameter=value)` with the parameters that differ from their defaults and set rows apart. */
function labelOf(title: string, schema: z.ZodObject, given: Record<string, unknown>): string {
	const defaults = schema.safeParse({ ...given, ...absent(given) });
	const parts = Object.entries(given)
		.filter(([key, value]) => !isDefault(defaults.success ? defaults.data : {}, key, value))
		.map(([key, value]) => `${key}=${JSON.stringify(value)}`);
	return parts.length === 0 ? title : `${title}(${parts.join(", ")})`;
}

const absent = (given: object) => Object.fromEntries(Object.keys(given).map((key) => [key, undefined]));

const isDefault = (defaults: Record<string, unknown>, key: string, value: unknown) =>
	value === undefined || JSON.stringify(defaults[key]) === JSON.stringify(value);

/** Several plug-ins published together; see "Writing a plug-in" in the docs. */
export interface PluginBundle {
	readonly name: string;
	readonly plugins: readonly AnyFactory[];
}

/** Declares what a package offers to `bench list` and `bench describe`. */
export const definePlugin = (bundle: PluginBundle): PluginBundle => bundle;
