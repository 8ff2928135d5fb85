import { test } from "uvu";
import * as assert from "uvu/assert";
import { nearest } from "#core/nearest";

test("the candidate with the fewest changed letters is found, whatever its case", () => {
	assert.is(nearest("Porability", ["locality", "portability"]), "portability");
});

test("what is too far from every candidate has no neighbour", () => {
	assert.is(nearest("fluency", ["rome", "memit"]), undefined);
});

test.run();
