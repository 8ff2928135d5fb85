import { test } from "uvu";
import * as assert from "uvu/assert";
import { rankOneUpdate } from "../../../../editors/_shared/rank-one/rank-one-update.ts";
import { inverseMetric } from "../../../../editors/_shared/solve/metric.ts";
import { assertUpdate, flat, solves } from "../solve/solves-fixture.ts";

const { w, z, contexts, bare, c } = solves.inputs;
const meanKey = Float64Array.from(contexts, (row) => row.reduce((sum, x) => sum + x, 0) / row.length);
const times = (key: ArrayLike<number>) =>
	Float64Array.from(w, (row) => row.reduce((sum, x, i) => sum + x * key[i]!, 0));
const metric = inverseMetric(flat(c));

test("with the mean key throughout, the update is R-ROME's", () => {
	const { u, right } = rankOneUpdate({ meanKey, key: meanKey, output: times(meanKey), value: z, metric });
	assertUpdate("r-rome", [right], [u]);
	assert.ok(Math.abs(Math.hypot(...u) - 1) < 1e-12);
});

test("with the prompt's own key in the denominator, it is ROME's", () => {
	const key = Float64Array.from(bare);
	const { u, right } = rankOneUpdate({ meanKey, key, output: times(key), value: z, metric });
	assertUpdate("rome", [right], [u]);
});

test("the updated matrix says the value at the key, with and without a covariance", () => {
	const key = Float64Array.from(bare);
	for (const one of [metric, undefined]) {
		const { u, right } = rankOneUpdate({ meanKey, key, output: times(key), value: z, metric: one });
		const along = key.reduce((sum, x, i) => sum + x * u[i]!, 0);
		times(key).forEach((now, i) => void assert.ok(Math.abs(now + right[i]! * along - z[i]!) < 1e-9));
	}
});

test.run();
