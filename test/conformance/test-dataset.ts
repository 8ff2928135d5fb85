import type { Dataset } from "#core/dataset";
import { datasetChecks } from "./dataset-checks.ts";
import { listOf, type OneOrMany } from "./one-of.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Holds a dataset to what the harness counts on: data that is found or said to be missing, complete records with ids of
 * their own, the same each time, in plain data, and as many as it counts.
 */
export function testDataset(given: OneOrMany<Dataset>): void {
	for (const dataset of listOf(given)) {
		runChecks(`dataset "${dataset.label}"`, [...pluginChecks(dataset as never), ...datasetChecks(dataset)]);
	}
}
