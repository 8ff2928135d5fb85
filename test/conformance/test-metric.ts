import type { Metric } from "#core/metric";
import type { Model } from "#core/model";
import type { EditRecord } from "#core/record";
import { LoadedModel } from "./loaded-model.ts";
import { metricChecks } from "./metric-checks.ts";
import { listOf, type OneOrMany } from "./one-of.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { sampleRecords } from "./records.ts";
import { runChecks } from "./run-checks.ts";

/** On what a metric is tried. */
export interface MetricTestOptions {
	/** Who is asked. @default mini({ architecture: "gpt2" }) */
	readonly model?: OneOrMany<Model>;
	/** With the fields that the metric reads. @default three of KnowEdit's form, one of them with hardly any probe */
	readonly records?: readonly EditRecord[];
}

/**
 * Holds a metric to what the harness counts on: it asks the same of the same record, scores numbers, is pure, and scores
 * what was stored as it scores what was answered.
 */
export function testMetric(given: OneOrMany<Metric>, options: MetricTestOptions = {}): void {
	const { model, records = sampleRecords } = options;
	for (const metric of listOf(given)) {
		const loaded = new LoadedModel(model);
		const checks = [...pluginChecks(metric as never), ...metricChecks(metric, loaded, records)];
		runChecks(`metric "${metric.label}"`, checks, () => loaded.dispose());
	}
}
