import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportError } from "../../bin/report-error.ts";
import { machineInfo } from "../../runner/store/machine-info.ts";
import { type Choice, FEWEST_ROUNDS, help, parseCommandLine, sectionNames } from "./command-line.ts";
import type { Line } from "./line.ts";
import { loadOurs, loadRecords } from "./ours.ts";
import { renderPage } from "./render-page.ts";
import { renderTable } from "./render-table.ts";
import { sections } from "./sections/index.ts";
import type { Setting } from "./setting.ts";
import { sharesOfRate } from "./shares.ts";
import { readStoredRun, type StoredRun, withMedians } from "./stored-run.ts";
import { Yardstick } from "./yardstick.ts";

/** `npm run perf`: see `command-line.ts` for what it does. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const [page, stored] = ["docs/performance.md", "docs/performance.json"].map((file) => join(root, file)) as [
	string,
	string,
];

try {
	const choice = parseCommandLine(process.argv.slice(2));
	if (choice.help) console.log(help);
	else await perf(choice);
} catch (error) {
	process.exitCode = reportError(error);
}

async function perf(choice: Choice): Promise<void> {
	const modelFolder =
		process.env.EDITBENCH_SMOLLM2 ?? join(homedir(), ".cache/editbench-models/smollm2-135m");
	const dataFolder = process.env.EDITBENCH_KNOWEDIT ?? join(root, "../shared/data/knowedit");
	const ours = await loadOurs(modelFolder, choice.threads);
	const yardstick = await startYardstick(modelFolder, choice.threads);
	const temporary = mkdtempSync(join(tmpdir(), "editbench-perf-"));
	let folders = 0;
	const scratch = (name: string) => {
		const folder = join(temporary, `${name}-${folders++}`);
		mkdirSync(folder);
		return folder;
	};
	const recordsOf = (limit: number) => loadRecords(dataFolder, limit);
	const setting = { ...choice, ours, yardstick, modelFolder, dataFolder, scratch, recordsOf };
	try {
		const run = await measured(choice, setting);
		const before = yardstick === undefined ? readStoredRun(stored) : undefined;
		console.log(renderTable(run.lines, before));
		write(choice, run, yardstick !== undefined);
	} finally {
		yardstick?.stop();
		rmSync(temporary, { recursive: true, force: true });
	}
}

async function startYardstick(modelFolder: string, threads: number): Promise<Yardstick | undefined> {
	const python = process.env.EDITBENCH_PYTHON ?? "python3";
	const started = await Yardstick.start(python, modelFolder, threads);
	if (typeof started !== "string") return started;
	console.error(
		`Without PyTorch: ${python} says "${started}". EDITBENCH_PYTHON names a Python that has torch and transformers.`,
	);
	return undefined;
}

async function measured(choice: Choice, setting: Setting): Promise<StoredRun> {
	const lines: Line[] = [];
	for (const name of choice.only) {
		console.error(`${name} …`);
		lines.push(...(await sections[name](setting)));
	}
	lines.push(...(await sharesOfRate(lines, setting)));
	const { ours, yardstick } = setting;
	const { cpu, cores, os, node, editbench } = await machineInfo(root);
	const versions = yardstick?.versions;
	const pytorch =
		versions && `PyTorch ${versions.torch}, transformers ${versions.transformers}, Python ${versions.python}`;
	const { rounds, records, threads } = choice;
	return {
		date: new Date().toISOString(),
		command: ["npm run perf", ...process.argv.slice(2)].join(" "),
		threads,
		rounds,
		records,
		machine: {
			cpu,
			cores,
			os,
			node,
			editbench,
			engine: ours.engine.version,
			...(pytorch !== undefined && { pytorch }),
		},
		lines: withMedians(lines),
	};
}

function write({ only, rounds, json }: Choice, run: StoredRun, isCompared: boolean): void {
	const text = `${JSON.stringify(run, undefined, "\t")}\n`;
	if (json !== undefined) writeFileSync(json, text);
	if (isCompared && rounds >= FEWEST_ROUNDS && sectionNames.every((name) => only.includes(name))) {
		writeFileSync(page, renderPage(run));
		writeFileSync(stored, text);
		console.log("Written: docs/performance.md, docs/performance.json");
		return;
	}
	console.log(
		`docs/performance.md stays as it is: it is written by a run of all sections with PyTorch and at least ${FEWEST_ROUNDS} rounds.`,
	);
}
