import type { DataReport } from "./data-report.ts";
import type { Located, OnProgress } from "./located.ts";
import { type NoParams, noParams, type z } from "./params.ts";
import { type Configured, createFactory, type Erased, type Factory, type PluginInfo } from "./plugin.ts";
import type { EditRecord } from "./record.ts";

/** Data found on this machine. */
export interface DatasetSource {
	/** A file, a folder, or where else it is; for messages and the manifest. */
	readonly where: string;
	/** Identity of the contents. */
	readonly hash: string;
	/** Commit on the hub, where it came from there. */
	readonly revision?: string;
}

interface SourceContext<Params> {
	readonly params: Params;
	readonly source: DatasetSource;
}

/** What a dataset does, with parameters resolved. */
export interface DatasetImpl<Params, Rec extends EditRecord> {
	/** Finds the data on this machine without network. Absent where the records are made by `load` itself. */
	readonly locate?: (context: { readonly params: Params }) => Promise<Located<DatasetSource>>;
	/** Downloads what `locate` misses. Absent where there is nothing to download. */
	readonly fetch?: (context: { readonly params: Params; readonly onProgress?: OnProgress }) => Promise<void>;
	/**
	 * Parameters that only choose which records are kept, and in which order. A record's result does not depend on them, so
	 * stored results stay valid when they change.
	 */
	readonly selects?: readonly (keyof Params & string)[];
	/** Records that `load` will return, where that is known without the data. */
	readonly count?: (params: Params) => number | undefined;
	/** What is odd about the data: `bench check-data`. */
	readonly check?: (context: SourceContext<Params>) => Promise<DataReport>;
	/** Reads the records, in an order that stays the same. */
	readonly load: (context: SourceContext<Params>) => Promise<readonly Rec[]>;
}

/** A configured dataset, as experiments list it. */
export type Dataset<Rec extends EditRecord = EditRecord> = Configured<
	"dataset",
	Erased,
	DatasetImpl<Erased, Rec>
>;

/** Declares a source of edit records; their type, inferred from `load`, decides which metrics can score them. */
export function defineDataset<
	const Name extends string,
	Rec extends EditRecord,
	S extends z.ZodObject = NoParams,
>(
	definition: PluginInfo<Name, z.output<S>> & { readonly params?: S } & DatasetImpl<z.output<S>, Rec>,
): Factory<"dataset", Name, S, DatasetImpl<z.output<S>, Rec>> {
	const { params = noParams as unknown as S, name, summary, title, paper, ...implementation } = definition;
	const info = { name, summary, ...(title && { title }), ...(paper && { paper }) };
	return createFactory("dataset", info, params, implementation);
}
