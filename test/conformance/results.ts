import type { BaselineResult, CellResults, RecordResult, Results, ScoredAnswers } from "#core/results";
import { sampleRecords } from "./records.ts";

const scores = (value: number): ScoredAnswers => ({
	answers: { rewrite: [{ target: [1, 2], predicted: [1, 3], logProbs: [-0.1, -2] }] },
	scores: { "edit-success": { rewrite: [value] }, "perplexity-ratio": { ppl_r: [1 / (1 + value)] } },
});

const cost = { editSeconds: 1.5, scoreSeconds: 0.25, peakBytes: 123_456_789 };

const edited = (index: number, value: number): RecordResult => ({
	index,
	id: sampleRecords[index]!.id,
	state: "completed",
	losses: [2, 1, 0.5],
	deltaNorms: { "h.1.mlp.weight": 0.75 },
	evaluations: [{ editsApplied: 1, by: { exact: scores(value) } }],
	cost,
});

const baseline = sampleRecords.map(
	(record, index): BaselineResult => ({ index, record, by: { exact: scores(0) }, cost }),
);

const cell = (editor: string, more: Partial<CellResults> = {}): CellResults => ({
	key: { model: "toy", dataset: "facts", editor, seed: 0 },
	outcome: { state: "completed" },
	editorName: editor.toLowerCase(),
	unedited: false,
	expected: sampleRecords.length,
	records: [],
	baseline,
	scorings: ["exact"],
	...more,
});

/** A cell of each fate, the first of them complete. */
export const sampleResults: Results = {
	experiment: "by-hand",
	question: "Does the report render everything?",
	regime: { kind: "single" },
	fidelity: { edit: "exact", score: "exact" },
	aggregation: "pooled",
	metrics: [
		{ label: "edit-success", name: "edit-success", column: "Edit Succ.", scale: 100, higherIsBetter: true },
		{ label: "perplexity-ratio", name: "perplexity-ratio", column: "PPL_r", scale: 1, higherIsBetter: false },
	],
	cells: [
		cell("Good", { records: [edited(0, 1), edited(1, 0.5), edited(2, Number.NaN)] }),
		cell("Unedited", {
			unedited: true,
			editorName: "none",
			records: [edited(0, 0), edited(1, 0), edited(2, 0)],
		}),
		cell("Uneven", {
			records: [
				edited(0, 1),
				{ index: 1, id: "author-of-hamlet", state: "skipped", reason: "subject not in prompt" },
				{ index: 2, id: "colour-of-grass", state: "failed", reason: "out of memory" },
			],
		}),
		cell("Partial", { outcome: { state: "partial" }, records: [edited(0, 1)] }),
		cell("Skipped", {
			outcome: { state: "skipped", reason: 'the model does not provide "images"' },
			baseline: [],
		}),
		cell("Failed", { outcome: { state: "failed", reason: "out of memory" }, baseline: [] }),
	],
	published: [],
	notes: ["Three records were made up."],
};
