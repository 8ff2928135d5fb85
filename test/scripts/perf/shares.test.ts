import { test } from "uvu";
import * as assert from "uvu/assert";
import { bestRateOf, shareOfRate } from "../../../scripts/perf/shares.ts";
import { storedSection } from "../../helpers/stored-section.ts";

const rate = storedSection([{ what: "a product", unit: "GFLOP/s", samples: { ours: [90, 100, 80] } }]);

test("the machine's rate is the best that was measured of it", () => {
	assert.is(bestRateOf({ rate }, storedSection([])), 100);
	assert.is(bestRateOf({}, storedSection([])), undefined);
});

test("the rate of another machine, or with other threads, is none", () => {
	assert.is(bestRateOf({ rate }, storedSection([], { machine: { cpu: "ARM" } })), undefined);
	assert.is(bestRateOf({ rate }, storedSection([], { threads: 1 })), undefined);
});

test("a share is operations in a second over the rate; without a rate there is no line", () => {
	const line = { what: "a pass", unit: "s", samples: { ours: [1, 2], public: [4] } } as const;
	assert.equal(shareOfRate({ bestRate: 100 }, line, 50e9), [
		{ what: "of the machine's rate: a pass", unit: "%", samples: { ours: [50, 25] } },
	]);
	assert.equal(shareOfRate({ bestRate: undefined }, line, 50e9), []);
});

test.run();
