import { test } from "uvu";
import { assertEveryFileCounts } from "../runner/plan/changed-files.ts";

for (const entry of [
	"editors/ice/index.ts",
	"editors/alpha-edit/index.ts",
	"metrics/fluency/index.ts",
	"runner/worker/main.ts",
]) {
	test(`a line changed in any file that ${entry} reaches changes its identity, a comment in all of them does not`, () =>
		assertEveryFileCounts(entry));
}

test.run();
