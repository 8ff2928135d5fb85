import { test } from "uvu";
import * as assert from "uvu/assert";
import { metricColumn } from "#core/metric-column";
import * as metrics from "../../metrics/index.ts";

test("the metrics head their columns as the papers do", () => {
	const columns = Object.values(metrics).map((metric) => metricColumn(metric()[0]!));
	assert.equal(
		columns.map(({ name, column, scale, higherIsBetter }) => [name, column, scale, higherIsBetter]),
		[
			["edit-success", "Edit Succ.", 100, true],
			["fluency", "Fluency", 100, true],
			["locality", "Locality", 100, true],
			["perplexity-ratio", "PPL_r", 1, false],
			["portability", "Portability", 100, true],
			["rephrase", "Rephrase", 100, true],
			["rewrite-ppl", "Rewrite PPL", 1, false],
		],
	);
});

test.run();
