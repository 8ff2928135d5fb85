import { params, z } from "#core/params";
import { defineReport } from "#core/report";
import { renderCosts } from "./render-costs.ts";

/** Time and memory, in tables of their own: they differ from run to run, and the scores must not. */
export const costs = defineReport({
	name: "costs",
	summary: "Time and memory of each cell, as Markdown tables",
	extension: "md",
	params: params({
		width: z
			.int()
			.positive()
			.default(120)
			.describe("Characters of a line; datasets that do not fit beside each other stand below each other"),
	}),
	render: (results, { params }) => renderCosts(results, params.width),
});
