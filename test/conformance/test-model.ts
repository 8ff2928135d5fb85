import type { Model } from "#core/model";
import { LoadedModel } from "./loaded-model.ts";
import { modelChecks } from "./model-checks.ts";
import { listOf, type OneOrMany } from "./one-of.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { runChecks } from "./run-checks.ts";

/**
 * Holds a language model that is on this machine to what editors and metrics count on: batches and padding change no
 * logits, views leave the model alone, gradients are right, nothing leaks, and generation follows the logits.
 */
export function testModel(given: OneOrMany<Model>): void {
	for (const model of listOf(given)) {
		const loaded = new LoadedModel(model);
		const checks = [...pluginChecks(model as never), ...modelChecks(loaded)];
		runChecks(`model "${model.label}"`, checks, () => loaded.dispose());
	}
}
