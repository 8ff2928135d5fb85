import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { KnowEditRecord } from "#core/record";
import type { RecordResult, Results } from "#core/results";
import { runPlan } from "#runner/index";
import { loadTokenizer } from "../../models/_shared/tokenizer/load-tokenizer.ts";
import { brokenCheckpoint } from "../helpers/broken-checkpoint.ts";
import { golden } from "../helpers/golden.ts";
import { facts } from "./fixtures/facts.ts";
import { planFixture } from "./plan-fixture.ts";

const reasonOf = (record: RecordResult) => ("reason" in record ? record.reason : record.state);
const reasonsOf = ({ cells }: Results) => cells.map(({ records }) => records.map(reasonOf));

/** Runs the grid of a checkpoint. @param spared records that may be edited */
async function runBroken(
	folder: string,
	spared: readonly string[] = [],
	fixture = "broken-checkpoint",
): Promise<Results> {
	process.env.BROKEN_CHECKPOINT = folder;
	process.env.SPARED_RECORDS = spared.join(" ");
	try {
		return await runPlan(await planFixture(fixture));
	} finally {
		delete process.env.BROKEN_CHECKPOINT;
		delete process.env.SPARED_RECORDS;
	}
}

const BLAME = "a weight of the checkpoint is NaN or infinite, or what it computes overflows";

for (const [name, weight, value] of [
	["tiny-gpt2", "transformer.h.3.mlp.c_fc.weight", Number.NaN],
	["tiny-gpt2", "transformer.wpe.weight", Number.POSITIVE_INFINITY],
	["tiny-llama", "lm_head.weight", Number.NEGATIVE_INFINITY],
	["tiny-llama", "model.layers.2.self_attn.v_proj.weight", 3e38],
] as const) {
	test(`a checkpoint with ${value} in ${weight} fails each record of every editor, and nothing is edited`, async () => {
		const results = await runBroken(brokenCheckpoint(name, weight, value));
		for (const reasons of reasonsOf(results)) {
			assert.is(reasons.length, 6);
			for (const reason of reasons) {
				const start =
					/^The unedited model gives logits that are not finite for (new token 1 of a text|"\S+"): /;
				assert.match(reason, start);
				assert.is(reason.replace(start, ""), BLAME);
			}
		}
		for (const { outcome, baseline } of results.cells) {
			assert.is(outcome.state, "failed");
			assert.equal(baseline, [], "no answer is stored");
		}
	});
}

/** A checkpoint in which a token of the fourth record is broken, that no other has. */
async function withBrokenToken(): Promise<string> {
	const { folder } = golden("tiny-llama");
	const tokenizer = loadTokenizer(folder);
	const records = await facts()[0]!.implementation.load({
		params: { from: 0 },
		source: { where: "", hash: "" },
	});
	const textsOf = ({ prompt, context, locality }: KnowEditRecord) => [
		prompt,
		...context!,
		`${context![0]} Now: ${prompt}`,
		...locality.Relation_Specificity!.map((probe) => `${probe.prompt} ${probe.answer}`),
	];
	const idsOf = (record: KnowEditRecord) => textsOf(record).flatMap((text) => tokenizer.encode(text));
	const others = new Set(records.filter((_, at) => at !== 3).flatMap(idsOf));
	const own = idsOf(records[3]!).find((id) => !others.has(id))!;
	return brokenCheckpoint("tiny-llama", "model.embed_tokens.weight", Number.NaN, [64 * own]);
}

const spared = [0, 1, 2, 4, 5].map((at) => `capital-${at}`);

test("a broken embedding fails the records with its token alone, in lanes too", async () => {
	const results = await runBroken(await withBrokenToken(), spared);
	for (const [i, reasons] of reasonsOf(results).entries()) {
		const { editor } = results.cells[i]!.key;
		assert.match(reasons[3]!, /^The unedited model gives .* not finite .*checkpoint/, editor);
		for (const at of [0, 1, 2, 4, 5])
			assert.match(reasons[at]!, /^completed$|^The unedited model gives/, editor);
		assert.ok(reasons.filter((reason) => reason === "completed").length >= 3, `${editor}: ${reasons}`);
	}
});

test("a batch is edited without the record about which the unedited model gives no numbers", async () => {
	const results = await runBroken(await withBrokenToken(), spared, "broken-batch");
	const { records } = results.cells[1]!;
	assert.match(reasonOf(records[3]!), /^The unedited model gives logits that are not finite for "rewrite": /);
	const applied = records.map(
		(record) => record.state === "completed" && record.evaluations[0]!.editsApplied,
	);
	assert.equal(applied, [5, 5, 5, false, 5, 5]);
});

test("an edit that is not finite, or makes the model so, fails its record, names what and where, and no neighbour", async () => {
	const plan = await planFixture("diverging");
	const results = await runPlan(plan);
	const [unedited, ...edited] = reasonsOf(results);
	assert.equal(unedited, Array(6).fill("completed"));
	const weight = "transformer.h.0.mlp.c_proj.weight";
	const editor = (at: number) => `Editor "${results.cells[at]!.key.editor}"`;
	const diverged = "the edit has diverged";
	assert.equal(
		edited.slice(0, 4).map((reasons) => reasons[1]),
		[
			`${editor(1)} gives a change of "${weight}" that is not finite: ${diverged}`,
			`${editor(2)} gives a change of "${weight}" that is not finite: ${diverged}`,
			`The edited model gives logits that are not finite for "rewrite": ${diverged}`,
			`${editor(4)} gives a loss of NaN in step 1: ${diverged}`,
		],
	);
	for (const reasons of edited.slice(0, 4)) {
		assert.equal(reasons.toSpliced(1, 1), Array(5).fill("completed"));
	}
	for (const reason of edited[4]!)
		assert.match(reason, /^The loss of step \d is NaN: training has diverged$/, reason);
	const kept = (at: number) => {
		const { id } = plan.cells[at]!;
		const folder = join(plan.folder, "deltas", id!);
		return existsSync(folder) ? readdirSync(folder).length : 0;
	};
	assert.equal([1, 2, 4, 5].map(kept), [5, 5, 5, 0], "a change that is not finite is not kept");
});

test.run();
