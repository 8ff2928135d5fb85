import { type NoParams, noParams, type z } from "./params.ts";
import { type Configured, createFactory, type Erased, type Factory, type PluginInfo } from "./plugin.ts";
import type { Results } from "./results.ts";

/** What a report declares and does. */
export interface ReportImpl<Params> {
	/** Of the file the runner writes, without the point. */
	readonly extension: string;
	/** Pure: the same results give the same bytes. */
	readonly render: (results: Results, context: { readonly params: Params }) => string;
}

/** A configured report, as experiments list it. */
export type Report = Configured<"report", Erased, ReportImpl<Erased>>;

/** Declares a renderer of results. */
export function defineReport<const Name extends string, S extends z.ZodObject = NoParams>(
	definition: PluginInfo<Name, z.output<S>> & { readonly params?: S } & ReportImpl<z.output<S>>,
): Factory<"report", Name, S, ReportImpl<z.output<S>>> {
	const { params = noParams as unknown as S, extension, render, ...info } = definition;
	return createFactory("report", info, params, { extension, render });
}
