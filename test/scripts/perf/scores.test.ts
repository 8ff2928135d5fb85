import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CellResults, RecordResult } from "#core/results";
import { scoreLines, scoresOf } from "../../../scripts/perf/scores.ts";

const completed = (id: string, scores: Record<string, Record<string, number[]>>): RecordResult => ({
	index: 0,
	id,
	state: "completed",
	losses: [],
	deltaNorms: {},
	evaluations: [{ editsApplied: 1, by: { exact: { answers: {}, scores } } }],
	cost: { editSeconds: 1, scoreSeconds: 1, peakBytes: 1 },
});

const cellOf = (records: readonly RecordResult[]): CellResults => ({
	key: { model: "m", dataset: "d", editor: "e", seed: 0 },
	outcome: { state: "completed" },
	editorName: "e",
	unedited: false,
	expected: records.length,
	records,
	baseline: [],
	scorings: ["exact"],
});

const resultsOf = (...records: RecordResult[]) => ({
	cells: [cellOf(records)],
	aggregation: "pooled" as const,
});

test("a record's score is the mean over its probes, whatever their key; without probes it has none", () => {
	const scores = { "edit-success": { rewrite: [1] }, locality: { a: [1, 0], b: [0.5, Number.NaN] } };
	assert.equal(scoresOf(resultsOf(completed("7", scores))), [
		{ "edit-success": 1, portability: null, locality: 0.5 },
	]);
});

test("a record that was not edited has no scores to compare", () => {
	const failed: RecordResult = { index: 0, id: "7", state: "failed", reason: "no memory" };
	assert.throws(() => scoresOf(resultsOf(failed)), "Record 7 is failed: no memory");
});

test("each score is a line with the means of both sides over the records that have it", () => {
	const lines = scoreLines("a cell of ICE", {
		ours: [
			{ "edit-success": 1, portability: null, locality: 0.5 },
			{ "edit-success": 0.5, portability: 0.25, locality: 1 },
		],
		public: [{ "edit-success": 1, portability: null, locality: 0.75 }],
	});
	assert.equal(
		lines.map(({ what, samples }) => [what, samples]),
		[
			["a cell of ICE: edit success", { ours: [75], public: [100] }],
			["a cell of ICE: portability", { ours: [25] }],
			["a cell of ICE: locality", { ours: [75], public: [75] }],
		],
	);
});

test.run();
