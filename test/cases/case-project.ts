import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readRun } from "#runner/index";
import { type Ended, runBench } from "../bin/run-bench.ts";
import { type TemporaryProject, temporaryProject } from "../bin/temporary-project.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

/** The path of a file of a case. */
export const caseFile = (name: string): string =>
	fileURLToPath(new URL(`../fixtures/cases/${name}`, import.meta.url));

export interface CaseProject extends TemporaryProject {
	/** Runs `bench` in it, with a cache of its own. */
	readonly bench: (...args: readonly string[]) => Promise<Ended>;
	/** What became of each record of a cell of its run: why it was not edited, else its state. */
	readonly outcomes: (cell: number) => Promise<string[]>;
}

/** A project whose experiment `case.ts` edits the records of a case on a bundled miniature, for edit success. */
export function caseProject(name: string, editors: string, architecture = "gpt2"): CaseProject {
	const path = JSON.stringify(caseFile(`${name}/records.json`));
	const project = temporaryProject({
		"case.ts": `import { defineExperiment } from "editbench";
import { knowedit } from "editbench/datasets";
import { alphaEdit, emmet, ftM, memit, rome, rRome } from "editbench/editors";
import { editSuccess } from "editbench/metrics";
import { mini } from "editbench/models";

export default defineExperiment({
	name: "case",
	models: [mini({ architecture: "${architecture}" })],
	datasets: [knowedit({ split: "zsre", path: ${path} })],
	editors: [${editors}],
	metrics: [editSuccess()],
});
`,
	});
	const env = { EDITBENCH_CACHE: temporaryFolder() };
	return {
		...project,
		bench: (...args) => runBench(args, { cwd: project.folder, env }),
		async outcomes(cell) {
			const { cells } = await readRun(join(project.folder, "runs/case"));
			return cells[cell]!.records.map((record) => ("reason" in record ? record.reason : record.state));
		},
	};
}
