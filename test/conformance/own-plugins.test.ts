import { fileURLToPath } from "node:url";
import { atlas, knowedit } from "../../datasets/index.ts";
import {
	editSuccess,
	fluency,
	locality,
	perplexityRatio,
	portability,
	rephrase,
	rewritePpl,
} from "../../metrics/index.ts";
import { checkpoint, mini } from "../../models/index.ts";
import { csv, markdown } from "../../reports/index.ts";
import { testDataset, testMetric, testModel, testReport } from "./index.ts";

const folder = (name: string) =>
	fileURLToPath(new URL(`../fixtures/golden/checkpoints/${name}`, import.meta.url));
const tiny = checkpoint({ path: folder("tiny-gpt2") });

testModel(tiny);
testModel(checkpoint({ path: folder("tiny-llama") }));
testModel(mini({ architecture: "gpt2" }));
testModel(mini({ architecture: "llama" }));

testDataset(atlas({ limit: 5 }));
testDataset(knowedit({ split: "zsre" }));

for (const metric of [editSuccess(), rephrase(), portability(), locality(), fluency(), rewritePpl()]) {
	testMetric(metric, { model: tiny });
}
for (const variant of ["reference", "full_prompt", "shifted"] as const) {
	testMetric(perplexityRatio({ variant }), { model: tiny });
}

testReport(markdown());
testReport(csv());
