import { test } from "uvu";
import * as assert from "uvu/assert";
import { resolveFidelity, scoringsOf } from "#core/fidelity";

test("fidelity is exact unless asked otherwise", () => {
	assert.equal(resolveFidelity(), { edit: "exact", score: "exact" });
	assert.equal(resolveFidelity("reference"), { edit: "reference", score: "reference" });
	assert.equal(resolveFidelity({ edit: "exact", score: "both" }), { edit: "exact", score: "both" });
});

test("reference scores are read on the side on which the editor pads", () => {
	assert.equal(scoringsOf({ edit: "reference", score: "both" }, "right"), ["exact", "reference-right"]);
	assert.equal(scoringsOf({ edit: "reference", score: "reference" }, "left"), ["reference-left"]);
	assert.equal(scoringsOf({ edit: "exact", score: "exact" }, "left"), ["exact"]);
});

test.run();
