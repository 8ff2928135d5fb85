import type { PublishedTable } from "#core/published";
import type { Results } from "#core/results";
import { RESAMPLES } from "../_shared/bootstrap-interval.ts";
import { publishedScore } from "../_shared/published-score.ts";

const rules = {
	pooled: "a record's probes are pooled (aggregation pooled)",
	"per-key": "a record's value is the mean over the means of its keys (aggregation per-key)",
};

/** How to read the tables of a document, and what is true of all of them. */
export function generalNotes(results: Results, intervals: boolean): string[] {
	const seeds = new Set(results.cells.map(({ key }) => key.seed));
	return [
		`Best edited model **bold**, second <u>underlined</u>; ↑ higher is better, ↓ lower is better. Means over records; ${rules[results.aggregation]}.`,
		...(seeds.size > 1 ? ["Mean ± standard deviation over seeds."] : []),
		...(intervals
			? [`In square brackets: 95 % bootstrap interval of the mean over records (${RESAMPLES} resamples).`]
			: []),
	];
}

/** Where the published numbers beside ours come from. */
export function publishedNotes(results: Results): string[] {
	const used = new Set<PublishedTable>();
	for (const cell of results.cells)
		for (const metric of results.metrics) {
			const found = publishedScore(results.published, cell, metric);
			if (found) used.add(found.table);
		}
	return [
		...(used.size > 0 ? ["↳ published: the published number, in brackets ours minus it."] : []),
		...[...used].map(({ source, note }) => `Published: ${source}.${note === undefined ? "" : ` ${note}`}`),
	];
}
