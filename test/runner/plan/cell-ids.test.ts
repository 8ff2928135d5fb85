import { test } from "uvu";
import * as assert from "uvu/assert";
import { batch, single } from "#core/regime";
import { loadExperiment, planExperiment } from "#runner/index";
import { contentId } from "#runner/plan/content-id";
import { harnessVersion, pluginIdentity } from "#runner/plan/plugin-version";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { fixture } from "../plan-fixture.ts";

const { experiment: declared, file } = await loadExperiment(fixture("two-nudges"));

/** Stored runs are found by these: what is hashed is written out here once more, as one object. */
test("a cell and the unedited model's answers go by all they depend on", async () => {
	for (const [regime, lanes] of [
		[single(), 1],
		[single(), 4],
		[batch(2), 1],
	] as const) {
		const experiment = { ...declared, regime, lanes, seeds: [0, 12], engine: { gpu: false, threads: 2 } };
		const plan = await planExperiment({ experiment, file }, { out: temporaryFolder(), limit: 1 });
		assert.is(plan.cells.length, 6);
		for (const { grid, ready, id } of plan.cells) {
			const { model, dataset, editor, seed } = grid;
			const of = (plugin: typeof model | typeof dataset) => ({
				...pluginIdentity(plugin),
				params: plugin.params,
			});
			const asked = {
				editbench: harnessVersion(),
				model: { ...of(model), hash: ready!.model.hash },
				dataset: { ...of(dataset), hash: "" },
				metrics: experiment.metrics.map((metric) => ({
					...pluginIdentity(metric),
					params: metric.params,
					label: metric.label,
					note: metric.implementation.note?.(metric.params),
				})),
				seed,
				lanes: lanes > 1 ? lanes : undefined,
				engine: { name: "onnx", gpu: false, threads: 2, precision: "float32" },
			};
			const edited = {
				editor: { ...pluginIdentity(editor), params: ready!.params },
				regime,
				edit: experiment.fidelity.edit,
			};
			assert.is(ready!.baselineId, contentId({ ...asked, scorings: ready!.baselineScorings }));
			assert.is(id, contentId({ ...asked, ...edited, scorings: ready!.scorings }));
		}
	}
});

test.run();
