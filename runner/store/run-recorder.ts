import type { EngineInfo } from "#engine/engines";
import type { Plan } from "../plan/plan.ts";
import { buildManifest } from "./build-manifest.ts";
import { machineInfo } from "./machine-info.ts";
import { type Manifest, type ManifestRun, readManifestIfThere, writeManifest } from "./manifest.ts";

/** Why a cell stopped before its last record. */
export interface CellEnd {
	readonly skipped: string | undefined;
	readonly failed: string | undefined;
}

/** Keeps a run's manifest: written when it begins, so that a killed run can be read, and completed when it ends. */
export class RunRecorder {
	readonly #folder: string;
	readonly #manifest: Omit<Manifest, "runs">;
	readonly #earlier: readonly ManifestRun[];
	readonly #run: ManifestRun;

	private constructor(
		folder: string,
		manifest: Omit<Manifest, "runs">,
		earlier: readonly ManifestRun[],
		run: ManifestRun,
	) {
		this.#folder = folder;
		this.#manifest = manifest;
		this.#earlier = earlier;
		this.#run = run;
	}

	/** @param home folder of the experiment's file */
	static async begin(plan: Plan, home: string): Promise<RunRecorder> {
		const earlier = (await readManifestIfThere(plan.folder))?.runs ?? [];
		const run = { command: process.argv, startedAt: new Date().toISOString(), ...(await machineInfo(home)) };
		const recorder = new RunRecorder(plan.folder, await buildManifest(plan), earlier, run);
		await recorder.#write(recorder.#manifest.cells, run);
		return recorder;
	}

	/** @param ends of the cells, in the plan's order */
	async end(ends: readonly CellEnd[], engine: EngineInfo | undefined): Promise<void> {
		const cells = this.#manifest.cells.map((cell, at) => {
			const { skipped, failed } = ends[at]!;
			return { ...cell, ...(skipped !== undefined && { skipped }), ...(failed !== undefined && { failed }) };
		});
		const endedAt = new Date().toISOString();
		await this.#write(cells, { ...this.#run, endedAt, ...(engine && { engine }) });
	}

	#write(cells: Manifest["cells"], run: ManifestRun): Promise<void> {
		return writeManifest(this.#folder, { ...this.#manifest, cells, runs: [...this.#earlier, run] });
	}
}
