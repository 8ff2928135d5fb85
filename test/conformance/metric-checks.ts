import type { ProbeScores } from "#core/aggregate";
import type { AnswerMap, AskMap } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Metric } from "#core/metric";
import type { EditRecord } from "#core/record";
import { keyedRandom } from "#engine/rng";
import { answerAsks } from "#runner/answer/answer-asks";
import { gatherAsks, gatherFollowUps } from "#runner/answer/gather-asks";
import { scoreRecord } from "#runner/answer/score-record";
import { fromJson, toJson } from "#runner/store/json";
import { promise } from "./broken-promise.ts";
import type { Check } from "./check.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { LoadedModel } from "./loaded-model.ts";

interface Answers {
	readonly before: AnswerMap;
	readonly after: AnswerMap;
	readonly followUp: AnswerMap;
}

/** What every metric promises, on records of the kind that it takes. */
export function metricChecks(metric: Metric, loaded: LoadedModel, records: readonly EditRecord[]): Check[] {
	const { format } = metric.implementation;
	const score = (record: EditRecord, answers: Answers): ProbeScores =>
		scoreRecord([metric], record, answers)[metric.label]!;
	const onEach =
		(run: (record: EditRecord, answers: Answers) => void): Check["run"] =>
		async () => {
			const { model } = await loaded.load();
			for (const record of records) run(record, deepFreeze(await answersOf(metric, model, record)));
		};
	return [
		{
			title: "has a heading and a scale",
			run() {
				promise(format.column.trim() !== "", "the heading is empty");
				promise(Number.isFinite(format.scale) && format.scale !== 0, `the scale is ${format.scale}`);
			},
		},
		{
			title: "asks the same of the same record",
			run() {
				for (const record of records) {
					const [first, second] = [gatherAsks([metric], record), gatherAsks([metric], deepFreeze(record))];
					promise(toJson(first) === toJson(second), `it asks something else of "${record.id}" again`);
				}
			},
		},
		{
			title: "scores numbers, whatever the record has probes for",
			run: onEach((record, answers) => {
				for (const [key, values] of Object.entries(score(record, answers))) {
					const isList = Array.isArray(values) && values.every((value) => typeof value === "number");
					promise(isList, `"${key}" of "${record.id}" is ${JSON.stringify(values)}`);
				}
			}),
		},
		{
			title: "scores the same answers the same, and does not write to them",
			run: onEach((record, answers) => {
				const [first, second] = [score(record, answers), score(record, answers)];
				promise(toJson(first) === toJson(second), `it scores "${record.id}" otherwise the second time`);
			}),
		},
		{
			title: "scores stored answers as fresh ones",
			run: onEach((record, answers) => {
				const stored = fromJson(toJson(answers)) as Answers;
				const [fresh, again] = [score(record, answers), score(record, stored)];
				promise(toJson(fresh) === toJson(again), `it scores "${record.id}" otherwise from the store`);
			}),
		},
	];
}

/** As the harness asks: of the model before and after, here the same, then about what was answered. */
async function answersOf(metric: Metric, model: EditableModel, record: EditRecord): Promise<Answers> {
	const answer = async (asks: AskMap): Promise<AnswerMap> => {
		const random = (...key: readonly (string | number)[]) => keyedRandom(0, record.id, ...key);
		return (await answerAsks(model, asks, { scorings: ["exact"], random })).exact!;
	};
	const before = await answer(gatherAsks([metric], record));
	const followUp = await answer(gatherFollowUps([metric], record, before));
	return { before, after: before, followUp };
}
