import { test } from "uvu";
import * as assert from "uvu/assert";
import { memoryArtifacts } from "#core/memory-artifacts";
import { inverseMetric, projectionMetric } from "../../../../editors/_shared/solve/metric.ts";
import { type KeySystem, solveKeys } from "../../../../editors/_shared/solve/solve-keys.ts";
import { nullSpace } from "../../../../editors/alpha-edit/null-space.ts";
import { assertUpdate, columnsOf, flat, solves } from "./solves-fixture.ts";

const { inputs, settings } = solves;
const [keys, residuals] = [columnsOf(inputs.k), columnsOf(inputs.r)];
const inverse = inverseMetric(flat(inputs.c));
const check = (method: string, system: KeySystem) => assertUpdate(method, residuals, solveKeys(system, keys));

test("with the inverse covariance and its weight, the update is MEMIT's", () => {
	check("memit", { metric: inverse, ridge: settings.weight });
});

test("without a ridge the update is EMMET's, with one its regularised form", () => {
	check("emmet", { metric: inverse, ridge: 0 });
	check("emmet-regularised", { metric: inverse, ridge: settings.ridge });
});

test("with the projection onto the null space the update is AlphaEdit's, after other edits too", async () => {
	const request = { layer: 0, covariance: flat(inputs.low), threshold: settings.threshold };
	const metric = projectionMetric(await nullSpace(memoryArtifacts(), request));
	check("alpha-edit", { metric, ridge: settings.l2 });
	check("alpha-edit-after-others", { metric, ridge: settings.l2, previous: columnsOf(inputs.earlier) });
});

test("keys that repeat each other are refused where nothing else decides", () => {
	const [key] = keys as [Float64Array];
	assert.throws(
		() => solveKeys({ metric: inverse, ridge: 0 }, [key, key.map((x) => 2 * x)]),
		(error: Error & { hint?: string }) =>
			/keys of the requests of one batch depend on each other/.test(error.message) &&
			/regularisation/.test(error.hint ?? ""),
	);
});

test.run();
