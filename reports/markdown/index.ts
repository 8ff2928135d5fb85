import { params, z } from "#core/params";
import { defineReport } from "#core/report";
import { renderResults } from "./render-results.ts";

/**
 * Tables laid out like the ICE paper's (arXiv 2406.11194): datasets as groups of columns, methods as rows, the best
 * edited model bold and the second underlined; below them what stands behind the numbers. docs/reports.md says how to
 * read it.
 */
export const markdown = defineReport({
	name: "markdown",
	summary: "Tables in the layout of the papers, in Markdown that reads well in a terminal too",
	extension: "md",
	params: params({
		width: z
			.int()
			.positive()
			.default(120)
			.describe("Characters of a line; datasets that do not fit beside each other stand below each other"),
		intervals: z
			.boolean()
			.default(false)
			.describe("Bootstrap 95 % intervals over records behind each number"),
	}),
	render: (results, { params }) => renderResults(results, params),
});
