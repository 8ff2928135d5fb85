import type { AnswerMap, Ask, AskMap } from "#core/ask";
import type { Metric } from "#core/metric";
import type { EditRecord } from "#core/record";
import { type Shared, shareAsks } from "./share-asks.ts";

/**
 * What all metrics ask about a record, equal asks once. The keys are those of the metrics themselves (`rewrite`,
 * `portability.reasoning`, `text`); answers are stored under them.
 */
export const gatherAsks = (metrics: readonly Metric[], record: EditRecord): AskMap =>
	sharedAsks(metrics, record).asks;

/** What all metrics ask the unedited model about the edited one's answers. @param after under the keys of `gatherAsks` */
export const gatherFollowUps = (metrics: readonly Metric[], record: EditRecord, after: AnswerMap): AskMap =>
	sharedFollowUps(metrics, record, after).asks;

/** The asks that the edited model must answer: all but those of the unedited one alone. */
export const editedAsks = (asks: AskMap): AskMap =>
	Object.fromEntries(Object.entries(asks).filter(([, ask]) => ask.of !== "unedited"));

/** `gatherAsks`, and what each metric calls its asks. */
export const sharedAsks = (metrics: readonly Metric[], record: EditRecord): Shared =>
	shareAsks(
		metrics.map(({ implementation, params }) => implementation.asks({ record: record as never, params })),
	);

/** `gatherFollowUps`, and what each metric calls its asks. */
export function sharedFollowUps(metrics: readonly Metric[], record: EditRecord, after: AnswerMap): Shared {
	const { names } = sharedAsks(metrics, record);
	const lists = metrics.map(({ implementation: { followUp }, params }, at): Readonly<Record<string, Ask>> => {
		const own = Object.entries(names[at]!).map(([local, name]) => [local, after[name]]);
		return followUp?.({ record: record as never, after: Object.fromEntries(own), params }) ?? {};
	});
	return shareAsks(lists);
}
