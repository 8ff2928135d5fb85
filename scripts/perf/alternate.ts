import type { Side } from "./line.ts";

/** Does the work once. @param round from 0; −1 for the one before the first, which does not count @returns seconds */
export type Timed = (round: number) => Promise<number>;

/**
 * Times several sides by turns, A B A B …, so that whatever else the machine does befalls all alike. Each has one round
 * before, which does not count.
 */
export async function alternate(
	rounds: number,
	sides: Readonly<Partial<Record<Side, Timed>>>,
): Promise<Partial<Record<Side, number[]>>> {
	const entries = Object.entries(sides) as [Side, Timed][];
	const samples: Partial<Record<Side, number[]>> = {};
	for (const [, work] of entries) await work(-1);
	for (let round = 0; round < rounds; round++) {
		for (const [side, work] of entries) samples[side] = [...(samples[side] ?? []), await work(round)];
	}
	return samples;
}

/** Does some work. @returns seconds it took */
export async function seconds(work: () => unknown): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}
