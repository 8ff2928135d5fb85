import type { DataFinding } from "#core/data-report";
import type { KnowEditRecord } from "#core/record";
import { groupNames } from "./groups.ts";
import { rules } from "./rules.ts";

/** What `bench check-data` counts. Of usable records, except non-ASCII text and skipped probes: those are of the whole file. */
export function countRecords(
	records: readonly KnowEditRecord[],
	raw: readonly unknown[],
	findings: readonly DataFinding[],
): Record<string, number> {
	const having = (has: (record: KnowEditRecord) => boolean) => records.filter(has).length;
	return {
		"records with a true answer": having(({ targetTrue }) => targetTrue !== undefined),
		"records with a rephrased prompt": having(({ rephrase }) => rephrase !== undefined),
		"records with context": having(({ context }) => context !== undefined),
		"records with portability probes": having(({ portability }) => Object.keys(portability).length > 0),
		"records with locality probes": having(({ locality }) => Object.keys(locality).length > 0),
		"records with non-ASCII text": raw.filter((record) => /\P{ASCII}/u.test(JSON.stringify(record))).length,
		...probeCounts(records),
		"probes skipped": findings.filter(({ rule }) => rule === rules.probeWithoutAnswer.title).length,
	};
}

function probeCounts(records: readonly KnowEditRecord[]): Record<string, number> {
	const sections = ["portability", "locality"] as const;
	const counts = sections.flatMap((section) =>
		groupNames[section].map((name) => {
			const probes = records.reduce((sum, record) => sum + (record[section][name]?.length ?? 0), 0);
			return [`${name} probes`, probes] as const;
		}),
	);
	return Object.fromEntries(counts);
}
