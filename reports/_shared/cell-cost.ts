import type { CellResults } from "#core/results";
import { completedOf } from "./record-scores.ts";

/** What records of a cell cost. All absent where none was computed. */
export interface CellCost {
	/** Median over records. */
	readonly editSeconds: number | undefined;
	/** Median over records. */
	readonly scoreSeconds: number | undefined;
	/** Highest resident memory of a worker, in bytes. */
	readonly peakBytes: number | undefined;
	readonly records: number;
}

/**
 * Costs of cells, one a seed, taken together. The unedited model is asked once for all editors; what that took stands in
 * its own row, where nothing is asked again.
 */
export function cellCost(cells: readonly CellResults[]): CellCost {
	const costs = cells.flatMap(completedOf).map(({ cost }) => cost);
	const asked = cells.some(({ unedited }) => unedited)
		? cells.flatMap(({ baseline }) => baseline.map(({ cost }) => cost))
		: costs;
	const peaks = [...costs, ...asked].map(({ peakBytes }) => peakBytes);
	return {
		editSeconds: median(costs.map(({ editSeconds }) => editSeconds)),
		scoreSeconds: median(asked.map(({ scoreSeconds }) => scoreSeconds)),
		peakBytes: peaks.length === 0 ? undefined : peaks.reduce((a, b) => Math.max(a, b)),
		records: costs.length,
	};
}

function median(values: readonly number[]): number | undefined {
	if (values.length === 0) return undefined;
	const sorted = values.toSorted((a, b) => a - b);
	const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
	return (low + high) / 2;
}
