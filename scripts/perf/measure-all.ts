import { writeFileSync } from "node:fs";
import type { AboutRun } from "./about-run.ts";
import { type Choice, FEWEST_ROUNDS } from "./command-line.ts";
import { renderPage } from "./render-page.ts";
import { renderTable } from "./render-table.ts";
import { sections } from "./sections/index.ts";
import type { Setting } from "./setting.ts";
import { bestRateOf } from "./shares.ts";
import { mergeSections, readStoredSections, type StoredSections, withMedians } from "./stored-sections.ts";

/** Where results go. */
export interface Published {
	/** docs/performance.md */
	readonly page: string;
	/** docs/performance.json */
	readonly stored: string;
}

/**
 * Measures sections one after the other. Each is printed, and written where it is to be, as soon as it is measured.
 *
 * @param about what all of them have in common
 */
export async function measureAll(
	{ only, rounds, records, threads, json }: Choice,
	setting: Omit<Setting, "bestRate">,
	about: AboutRun,
	{ page, stored }: Published,
): Promise<void> {
	const isCompared = setting.yardstick !== undefined;
	const isPublished = isCompared && rounds >= FEWEST_ROUNDS;
	let known = readStoredSections(stored);
	let measured: StoredSections = {};
	for (const name of only) {
		console.error(`${name} …`);
		const lines = withMedians(await sections[name]({ ...setting, bestRate: bestRateOf(known, about) }));
		console.log(renderTable(lines, isCompared ? [] : known[name]?.lines));
		const command = `npm run perf -- --only ${name} --rounds ${rounds} --records ${records} --threads ${threads}`;
		const now = { [name]: { date: new Date().toISOString(), command, ...about, lines } };
		measured = mergeSections(measured, now);
		known = mergeSections(known, now);
		if (json !== undefined) writeJson(json, measured);
		if (!isPublished) continue;
		writeJson(stored, known);
		writeFileSync(page, renderPage(known));
	}
	console.log(
		isPublished
			? "Written: docs/performance.md, docs/performance.json"
			: `docs/performance.md stays as it is: it is written with PyTorch and at least ${FEWEST_ROUNDS} rounds.`,
	);
}

const writeJson = (file: string, sections: StoredSections) =>
	writeFileSync(file, `${JSON.stringify(sections, undefined, "\t")}\n`);
