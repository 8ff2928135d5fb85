import { test } from "uvu";
import * as assert from "uvu/assert";
import { caseFile, caseProject } from "./case-project.ts";

test("each editor that inverts a covariance of too few texts says what it was made from, and how to mend it", async () => {
	const corpus = `corpus: ${JSON.stringify(caseFile("too-few-texts-for-a-covariance/corpus.txt"))}, samples: 5, steps: 2`;
	const editors = [
		`memit({ layers: [1], ${corpus} })`,
		`emmet({ ${corpus} })`,
		`rome({ ${corpus}, mom2Adjustment: true })`,
		`rRome({ ${corpus} })`,
	];
	const project = caseProject("chat-text-and-bos", editors.join(", "));
	const { code } = await project.bench("run", "case.ts", "--no-check");
	const reasons = (await Promise.all([1, 2, 3, 4].map(project.outcomes))).flat();
	assert.is(reasons.length, editors.length);
	for (const [i, reason] of reasons.entries()) {
		assert.match(
			reason,
			/^The covariance of layer [01], of 9 tokens \(1 text of corpus\.txt\), has no inverse \((not positive definite at row \d+|condition \d+e\+\d+)\): it takes many more than 512 tokens, the width of the MLP\. Raise "samples", or give "corpus" more texts$/,
			editors[i],
		);
	}
	assert.is(code, 1);
	project.remove();
});

test.run();
