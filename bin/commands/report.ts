import { aggregations } from "#core/aggregate";
import { defineCommand } from "../define-command.ts";

const formats = ["markdown", "csv", "costs", "costs-csv"] as const;

export const report = defineCommand({
	usage: "report <folder>",
	describe: "Print the tables of a run again, from its folder",
	positionals: {
		folder: { type: "string", demandOption: true, describe: "A run's folder, such as runs/quickstart" },
	},
	options: {
		format: { choices: formats, default: "markdown", describe: "What to print; costs: time and memory" },
		aggregation: {
			choices: aggregations,
			describe: "How probes become one number (default: as the run says)",
		},
	},
	examples: [["bench report runs/quickstart --format csv > quickstart.csv", "the numbers for a spreadsheet"]],
	run: async ({ folder, format, aggregation }) => {
		const { readRun } = await import("#runner/index");
		const { renderTable } = await import("../render-table.ts");
		const { warnOfDamage } = await import("../warn-of-damage.ts");
		const results = await readRun(folder, warnOfDamage);
		console.log(
			renderTable(format, aggregation === undefined ? results : { ...results, aggregation }).trimEnd(),
		);
	},
});
