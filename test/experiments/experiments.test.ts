import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Experiment } from "#core/experiment";
import { iceLlama2 } from "../../benchmarks/index.ts";
import gpt2Xl from "../../experiments/gpt2-xl.ts";
import llama2 from "../../experiments/llama2.ts";
import quickstart from "../../experiments/quickstart.ts";
import smollm2 from "../../experiments/smollm2.ts";

const editors = ({ editors }: Experiment) => editors.map(({ info }) => info.name);
const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label);

const all = ["none", "in-context", "rome", "memit", "ft-l", "ft-m", "ice"];

test("quickstart runs every method under every score on at least twenty bundled records", () => {
	assert.equal(editors(quickstart), all);
	assert.is(quickstart.metrics.length, 7);
	assert.equal(labels(quickstart.models), ["mini-llama"]);
	const [{ implementation, params }] = quickstart.datasets as [Experiment["datasets"][number]];
	assert.ok(implementation.count!(params)! >= 20);
	assert.equal(quickstart.fidelity, { edit: "exact", score: "exact" });
});

test("llama2 has the model, the data sets, the scores and the methods under which numbers were published", () => {
	assert.equal(labels(llama2.models), [iceLlama2.model]);
	assert.equal(labels(llama2.datasets), Object.keys(iceLlama2.rows));
	const published = iceLlama2.rows.zsre!;
	assert.equal(editors(llama2).slice(1).sort(), Object.keys(published).sort());
	assert.equal(labels(llama2.metrics), Object.keys(published.ice!));
	assert.equal(llama2.fidelity, { edit: "reference", score: "both" });
	assert.ok(llama2.published.includes(iceLlama2));
});

test("gpt2-xl and smollm2 are edited by the reference's code and scored both ways", () => {
	for (const experiment of [gpt2Xl, smollm2]) {
		assert.equal(editors(experiment), all);
		assert.equal(experiment.fidelity, { edit: "reference", score: "both" });
	}
	assert.equal(labels(gpt2Xl.models), ["gpt2-xl"]);
	assert.equal(
		smollm2.datasets.map(({ params }) => [params.split, params.edition, params.limit]),
		[
			["wiki_counterfact", "knowedit", 20],
			["zsre", "knowedit", 20],
		],
	);
});

test.run();
