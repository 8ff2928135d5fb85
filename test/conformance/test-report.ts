import type { Report } from "#core/report";
import { listOf, type OneOrMany } from "./one-of.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { reportChecks } from "./report-checks.ts";
import { runChecks } from "./run-checks.ts";

/** Holds a report to what the harness counts on: pure, the same bytes each time, and text for cells of every fate. */
export function testReport(given: OneOrMany<Report>): void {
	for (const report of listOf(given)) {
		runChecks(`report "${report.label}"`, [...pluginChecks(report as never), ...reportChecks(report)]);
	}
}
