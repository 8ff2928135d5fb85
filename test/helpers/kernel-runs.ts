import { measureTime, spentTimes } from "#engine/spent-time";

/** @returns how many times `work` runs kernels: one is a program that reads something, or an operation on its own */
export async function kernelRuns(work: () => Promise<unknown>): Promise<number> {
	const end = measureTime();
	try {
		await work();
		return spentTimes().kernels?.calls ?? 0;
	} finally {
		end();
	}
}
