import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Results } from "#core/results";
import { type Plan, profiled, type RunProfile, runPlan } from "#runner/index";
import { thisCommand } from "./command-line.ts";
import { refuseMistakes } from "./commands/check.ts";
import { describeProfile } from "./describe-profile.ts";
import { printJson, printLines } from "./output.ts";
import { type GridChoice, planFromFile } from "./plan-from-file.ts";
import { runProgress } from "./progress/run-progress.ts";
import { printedTable } from "./render-table.ts";
import { resultsToJson } from "./results-to-json.ts";
import { stopOnInterrupt } from "./stop-on-interrupt.ts";
import { RESULT_FILES, writeReports } from "./write-reports.ts";

/** What `bench run` was given. */
export interface RunOptions extends GridChoice {
	readonly check: boolean;
	readonly profile?: boolean | undefined;
	readonly json?: boolean | undefined;
}

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
	if (results === undefined) return;
	const files = [...(await writeReports(plan, results)), ...(await writeProfile(plan, times))];
	if (json)
		printJson({ ...resultsToJson(results), folder: plan.folder, files, ...(times && { profile: times }) });
	else {
		printLines([printedTable(plan.experiment, results).trimEnd(), ""]);
		if (times) printLines([...describeProfile(times), ""]);
		printLines(whereItLies(plan.folder, files));
	}
	if (hasFailure(results)) process.exitCode = SOMETHING_FAILED;
}

/** @returns its path below the run's folder, where there is a profile */
async function writeProfile({ folder }: Plan, profile: RunProfile | undefined): Promise<string[]> {
	if (profile === undefined) return [];
	await writeFile(join(folder, "profile.json"), `${JSON.stringify(profile, undefined, "\t")}\n`);
	return ["profile.json"];
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
		if (interrupt.exitCode() === undefined) throw error;
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
