import { isUserError, UserError } from "#core/errors";
import type { Results } from "#core/results";
import { type Plan, profiled, type RunProfile, runPlan } from "#runner/index";
import { diskReason, isDiskError } from "#runner/store/disk-error";
import { thisCommand } from "./command-line.ts";
import { refuseMistakes } from "./commands/check.ts";
import { describeProfile } from "./describe-profile.ts";
import { printJson, printLines } from "./output.ts";
import { type GridChoice, planFromFile } from "./plan-from-file.ts";
import { runProgress } from "./progress/run-progress.ts";
import { printedTable, renderTable } from "./render-table.ts";
import { resultsToJson } from "./results-to-json.ts";
import { stopOnInterrupt } from "./stop-on-interrupt.ts";
import { RESULT_FILES, type Unwritten, writeReports } from "./write-reports.ts";

/** What `bench run` was given. */
export interface RunOptions extends GridChoice {
	readonly check: boolean;
	readonly profile?: boolean | undefined;
	readonly json?: boolean | undefined;
}

/** Files that could not be written and are named. */
const LISTED = 10;

/** Exit code where the run came to its end, but a record or a cell failed. */
const SOMETHING_FAILED = 1;

/** Checks, plans, runs, writes the reports and prints the table. */
export async function runExperiment({ check, profile, json, ...choice }: RunOptions): Promise<void> {
	const { workers } = choice;
	if (check) {
		if (process.stderr.isTTY) console.error(`Checking ${choice.file} …`);
		await refuseMistakes(choice.file);
	}
	const plan = await planFromFile(choice);
	const run = () => runUntilInterrupted(plan, workers);
	const { result: results, profile: times } = profile
		? await profiled(workers ?? 1, run)
		: { result: await run() };
	if (results !== undefined) await showResults(plan, results, { times, json });
}

interface Shown {
	readonly times: RunProfile | undefined;
	readonly json: boolean | undefined;
}

/** Prints the table, or the numbers as JSON, and writes the reports. @throws where a report could not be made or written */
async function showResults(plan: Plan, results: Results, { times, json }: Shown): Promise<void> {
	// First, so that it is seen whatever becomes of the files.
	if (!json) printLines([tableOf(plan, results).trimEnd(), ""]);
	const { files, unwritten } = await writeReports(plan, results, times);
	if (json)
		printJson({ ...resultsToJson(results), folder: plan.folder, files, ...(times && { profile: times }) });
	else printLines([...(times ? [...describeProfile(times), ""] : []), ...whereItLies(plan.folder, files)]);
	if (hasFailure(results)) process.exitCode = SOMETHING_FAILED;
	refuseUnwritten(plan.folder, unwritten);
}

/** The experiment's own table, or ours where that one cannot be made: why is told where it is written. */
function tableOf({ experiment }: Plan, results: Results): string {
	try {
		return printedTable(experiment, results);
	} catch {
		return renderTable("markdown", results);
	}
}

/** @throws what is wrong with a report, else a UserError with what the disk says */
function refuseUnwritten(folder: string, unwritten: readonly Unwritten[]): void {
	if (unwritten.length === 0) return;
	const fault = unwritten.find(({ error }) => !isDiskError(error));
	if (fault !== undefined) throw fault.error;
	const list = unwritten
		.slice(0, LISTED)
		.map(({ name, error }) => `  - ${name}: ${diskReason(error as NodeJS.ErrnoException)}`);
	const more = unwritten.length > LISTED ? [`  … and ${unwritten.length - LISTED} more`] : [];
	throw new UserError([`Not written in ${folder}, although all was computed:`, ...list, ...more].join("\n"), {
		hint: "Mend the disk or what lies there, then run the same command again: nothing is computed twice.",
	});
}

/** @returns undefined where Ctrl-C stopped it; how to go on has been said then */
async function runUntilInterrupted(plan: Plan, workers: number | undefined): Promise<Results | undefined> {
	const progress = runProgress(plan);
	const interrupt = stopOnInterrupt(() => progress.say("Stopping. Ctrl-C again stops at once."));
	try {
		const { onEvent } = progress;
		const results = await runPlan(plan, {
			onEvent,
			signal: interrupt.signal,
			...(workers !== undefined && { workers }),
		});
		if (interrupt.exitCode() === undefined) return results;
	} catch (error) {
		// What a stopped worker says is no news; that results are not where they should be is.
		if (interrupt.exitCode() === undefined || isUserError(error)) throw error;
	} finally {
		progress.stop();
		interrupt.release();
	}
	console.error(`\nStopped. What was finished is kept in ${plan.folder}. To go on:\n  ${thisCommand()}`);
	process.exitCode = interrupt.exitCode();
	return undefined;
}

/** The result files, two a cell, are counted. */
function whereItLies(folder: string, files: readonly string[]): string[] {
	const resultFiles = files.filter((file) => file.startsWith(RESULT_FILES));
	return [
		`Everything lies in ${folder}:`,
		...files.filter((file) => !resultFiles.includes(file)).map((file) => `  ${file}`),
		`  ${RESULT_FILES}/: ${resultFiles.length} files for "bench eval" and the Python tools`,
	];
}

const hasFailure = ({ cells }: Results) =>
	cells.some(
		({ outcome, records }) => outcome.state === "failed" || records.some(({ state }) => state === "failed"),
	);
