import { test } from "uvu";
import * as assert from "uvu/assert";
import { caseProject } from "./case-project.ts";

test("subjects inside words, at the end, with braces, percent signs and dollars are edited; one of another case is skipped", async () => {
	const project = caseProject("subjects-of-all-kinds", "rome({ steps: 2 })");
	const { code } = await project.bench("run", "case.ts", "--no-check");
	assert.equal(await project.outcomes(1), [
		"completed",
		"subject not in prompt",
		...Array(6).fill("completed"),
	]);
	assert.is(code, 0);
	project.remove();
});

test.run();
