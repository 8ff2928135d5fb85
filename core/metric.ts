import type { ProbeScores } from "./aggregate.ts";
import type { Answers, AskMap } from "./ask.ts";
import { type NoParams, noParams, type z } from "./params.ts";
import { type Configured, createFactory, type Erased, type Factory, type PluginInfo } from "./plugin.ts";
import type { EditRecord } from "./record.ts";

/** How a table writes a metric's values. */
export interface MetricFormat {
	/** Heading, such as `Edit Succ.` */
	readonly column: string;
	/** Values are multiplied by this: 100 for percent. */
	readonly scale: number;
	readonly higherIsBetter: boolean;
}

/** What a metric reads when it scores one record. */
export interface ScoreContext<Rec, Asked extends AskMap, FollowUp extends AskMap, Params> {
	readonly record: Rec;
	/** The unedited model's answers. */
	readonly before: Answers<Asked>;
	/** The edited model's. */
	readonly after: Answers<Asked>;
	/** The unedited model's, to what `followUp` asked. */
	readonly followUp: Answers<FollowUp>;
	readonly params: Params;
}

/**
 * What a metric computes. All are properties, not methods: TypeScript compares methods bivariantly, and a metric could
 * then run on a dataset that lacks the fields it reads.
 */
export interface MetricImpl<Params, Rec extends EditRecord, Asked extends AskMap, FollowUp extends AskMap> {
	readonly format: MetricFormat;
	/** Heading instead of the format's, where a parameter changes what the number means: see `metricColumn`. */
	readonly column?: (params: Params) => string;
	/** Asked of the unedited and of the edited model. Equal asks of several metrics are answered once. */
	readonly asks: (context: { readonly record: Rec; readonly params: Params }) => Asked;
	/** Asked of the unedited model about what the edited one answered. */
	readonly followUp?: (context: {
		readonly record: Rec;
		readonly after: Answers<Asked>;
		readonly params: Params;
	}) => FollowUp;
	/** Pure, so that records can be scored again without a model. @returns values by key; none where there are no probes */
	readonly score: (context: ScoreContext<Rec, Asked, FollowUp, Params>) => ProbeScores;
	/** What a reader of the table should know, such as which tables a tokenizer used. */
	readonly note?: (params: Params) => string | undefined;
}

/** A configured metric, as experiments list it. */
export type Metric<Rec extends EditRecord = never> = Configured<
	"metric",
	Erased,
	MetricImpl<Erased, Rec, Erased, Erased>
>;

/** Declares a score. Annotate `record` in `asks` with the fields it reads: that is the declaration of what it needs. */
export function defineMetric<
	const Name extends string,
	Rec extends EditRecord,
	const Asked extends AskMap,
	const FollowUp extends AskMap = {},
	S extends z.ZodObject = NoParams,
>(
	definition: PluginInfo<Name, z.output<S>> & { readonly params?: S } & MetricImpl<
			z.output<S>,
			Rec,
			Asked,
			FollowUp
		>,
): Factory<"metric", Name, S, MetricImpl<z.output<S>, Rec, Asked, FollowUp>> {
	const {
		params = noParams as unknown as S,
		format,
		column,
		asks,
		followUp,
		score,
		note,
		...info
	} = definition;
	return createFactory("metric", info, params, {
		format,
		asks,
		score,
		...(column && { column }),
		...(followUp && { followUp }),
		...(note && { note }),
	});
}
