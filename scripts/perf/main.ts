import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportError } from "../../bin/report-error.ts";
import { aboutRun } from "./about-run.ts";
import { type Choice, help, parseCommandLine } from "./command-line.ts";
import { measureAll } from "./measure-all.ts";
import { loadOurs } from "./ours.ts";
import { loadRecords } from "./records.ts";
import { Yardstick } from "./yardstick.ts";

/** `npm run perf`: see `command-line.ts` for what it does. */
const root = fileURLToPath(new URL("../../", import.meta.url));
const published = {
	page: join(root, "docs/performance.md"),
	stored: join(root, "docs/performance.json"),
};

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
	const recordsOf = (limit: number, offset = 0) => loadRecords(dataFolder, { limit, offset });
	const setting = { ...choice, ours, yardstick, modelFolder, dataFolder, scratch, recordsOf };
	try {
		await measureAll(choice, setting, await aboutRun(root, setting), published);
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
