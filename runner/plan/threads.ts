import { availableParallelism } from "node:os";
import type { EngineChoice } from "#core/experiment";

/**
 * Threads of one operator: the experiment's, else each worker's share of the machine's cores. Some matrix products add up
 * in another order on another number of threads, so that results are rounded otherwise: it counts for a cell's id.
 */
export const threadsOf = ({ threads }: EngineChoice, workers: number): number =>
	threads ?? Math.max(1, Math.floor(availableParallelism() / workers));
