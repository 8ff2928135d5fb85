import { writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditRecord } from "#core/record";
import { loadExperiment, planExperiment } from "#runner/index";
import { notesOf } from "#runner/plan/notes";
import { atlas, knowedit } from "../../../datasets/index.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { fixture } from "../plan-fixture.ts";

const { experiment, file } = await loadExperiment(fixture("two-nudges"));
const chinese = joinPath(temporaryFolder(), "chinese.json");
writeFileSync(
	chinese,
	JSON.stringify([
		{ subject: "维尔德里亚", prompt: "维尔德里亚的首都是", target_new: "北京", ground_truth: "卡诺" },
	]),
);

async function planned(datasets: typeof experiment.datasets) {
	const plan = await planExperiment(
		{ experiment: { ...experiment, datasets }, file },
		{ out: temporaryFolder() },
	);
	assert.equal(plan.missing, []);
	const { ready } = plan.cells[0]!;
	const records: readonly EditRecord[] = ready!.dataset.records;
	return {
		id: plan.cells[0]!.id,
		notes: notesOf(plan),
		joins: records.map(({ join }) => join),
	};
}

test("a data set's join is part of a cell's id, of its records and of the table's footnote", async () => {
	const given = { split: "zsre", path: chinese } as const;
	const blank = await planned(knowedit(given));
	const none = await planned(knowedit({ ...given, join: "" }));
	assert.is.not(blank.id, none.id);
	assert.equal([blank.joins, none.joins], [[undefined], [""]]);
	const about = (notes: readonly string[]) => notes.filter((note) => note.includes("(join)"));
	assert.equal(about(blank.notes), []);
	assert.equal(about(none.notes), [
		'zsre(path="chinese.json", join=""): nothing between prompt and answer, instead of a blank (join).',
	]);
});

test("atlas() has a join too, and a blank that is given needs no footnote", async () => {
	const colon = await planned(atlas({ limit: 2, join: ": " }));
	assert.equal(colon.joins, [": ", ": "]);
	assert.ok(
		colon.notes.some((note) => note.endsWith(': ": " between prompt and answer, instead of a blank (join).')),
	);
	const { notes } = await planned(atlas({ limit: 2, join: " " }));
	assert.not(notes.some((note) => note.includes("(join)")));
});

test.run();
