import { defineDataset, defineExperiment, type EditRecord, type KnowEditRecord } from "editbench";
import {
	editSuccess,
	fluency,
	locality,
	perplexityRatio,
	portability,
	rephrase,
	rewritePpl,
} from "editbench/metrics";

const facts = defineDataset({
	name: "facts",
	summary: "Plain records",
	load: async (): Promise<readonly EditRecord[]> => [],
});
const probed = defineDataset({
	name: "probed",
	summary: "KnowEdit records",
	load: async (): Promise<readonly KnowEditRecord[]> => [],
});
const rest = { name: "x", models: [], editors: [] };

defineExperiment({
	...rest,
	datasets: [probed()],
	metrics: [editSuccess(), rephrase(), portability(), locality(), fluency(), perplexityRatio(), rewritePpl()],
});
defineExperiment({
	...rest,
	datasets: [facts()],
	metrics: [editSuccess(), fluency(), perplexityRatio({ variant: "shifted" }), rewritePpl()],
});
// @ts-expect-error records without portability probes
defineExperiment({ ...rest, datasets: [facts()], metrics: [portability()] });
// @ts-expect-error records without locality probes
defineExperiment({ ...rest, datasets: [facts()], metrics: [locality()] });
// @ts-expect-error not a variant
perplexityRatio({ variant: "paper" });
