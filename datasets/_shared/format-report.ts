import type { DataFinding, DataReport, Severity } from "#core/data-report";

const headings: Readonly<Record<Severity, string>> = { error: "Errors", warning: "Warnings", note: "Notes" };

/**
 * A report as lines for people: counts, then the findings by severity and rule, each with its first examples.
 *
 * @param examples places shown under each rule; the others are counted
 */
export function formatReport(report: DataReport, { examples = 3 }: { examples?: number } = {}): string[] {
	return [
		`${report.where}: ${report.total} records, ${report.usable} usable`,
		...Object.entries(report.counts).map(([name, count]) => `  ${name}: ${count}`),
		...(["error", "warning", "note"] as const).flatMap((severity) => section(report, severity, examples)),
	];
}

function section({ findings }: DataReport, severity: Severity, examples: number): string[] {
	const rules = new Map<string, DataFinding[]>();
	for (const finding of findings) {
		if (finding.severity !== severity) continue;
		const group = rules.get(finding.rule);
		if (group === undefined) rules.set(finding.rule, [finding]);
		else group.push(finding);
	}
	const found = [...rules.values()].reduce((sum, group) => sum + group.length, 0);
	if (found === 0) return [`${headings[severity]}: none`];
	return [
		`${headings[severity]}: ${found}`,
		...[...rules].flatMap(([rule, group]) => [`  ${group.length} × ${rule}`, ...places(group, examples)]),
	];
}

function places(group: readonly DataFinding[], examples: number): string[] {
	const shown = group.slice(0, examples).map(({ index, field, message }) => {
		const place = field === "" ? `record ${index}` : `record ${index}, ${field}`;
		return `      ${place}: ${message}`;
	});
	const more = group.length - shown.length;
	return more === 0 ? shown : [...shown, `      … and ${more} more`];
}
