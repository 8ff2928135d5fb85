import type { Metric } from "./metric.ts";
import type { MetricColumn } from "./results.ts";

/** How tables head and write a metric's values, with the heading that its parameters give it. */
export function metricColumn({ info, label, params, implementation }: Metric): MetricColumn {
	const { format, column } = implementation;
	return { label, name: info.name, ...format, ...(column && { column: column(params) }) };
}
