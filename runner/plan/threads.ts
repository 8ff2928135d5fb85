import { availableParallelism } from "node:os";
import type { EngineChoice } from "#core/experiment";
import { oneThreaded } from "#engine/engines";
import { readManifestIfThere } from "../store/manifest.ts";

/**
 * Threads of one operator: the experiment's, else each worker's share of the machine's cores. Some matrix products add up
 * in another order on another number of threads, so that results are rounded otherwise: it counts for a cell's id.
 */
export function threadsOf({ name = "onnx", threads }: EngineChoice, workers: number): number {
	if (oneThreaded.has(name)) return 1;
	return threads ?? Math.max(1, Math.floor(availableParallelism() / workers));
}

/**
 * Warns of results that a run would go on with, had it as many threads as before: with another number of workers, or on another
 * machine, it begins anew.
 *
 * @param folder of the run
 */
export async function otherThreads(folder: string, threads: number): Promise<string[]> {
	// What is wrong with a manifest is told when the run begins.
	const before = (await readManifestIfThere(folder).catch(() => undefined))?.experiment.engine.threads;
	if (before === undefined || before === threads) return [];
	const wanted = `"engine: { threads: ${before} }" in the experiment, or as many --workers as before,`;
	return [
		`The results in ${folder} were computed with ${before} threads a worker, now there are ${threads}, which round otherwise: they are computed again. With ${wanted} the run goes on with them.`,
	];
}
