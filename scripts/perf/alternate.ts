/** Does the work once. @param round from 0; −1 for the one before the first, which does not count @returns seconds */
export type Timed = (round: number) => Promise<number>;

/**
 * Times several things by turns, A B A B …, so that whatever else the machine does befalls all alike. Each has one round
 * before, which does not count.
 *
 * @returns seconds of each round, of each
 */
export async function alternate<Name extends string>(
	rounds: number,
	works: Readonly<Partial<Record<Name, Timed>>>,
): Promise<Partial<Record<Name, number[]>>> {
	const entries = Object.entries(works) as [Name, Timed][];
	const samples: Partial<Record<Name, number[]>> = {};
	for (const [, work] of entries) await work(-1);
	for (let round = 0; round < rounds; round++) {
		for (const [name, work] of entries) samples[name] = [...(samples[name] ?? []), await work(round)];
	}
	return samples;
}

/** Does some work. @returns seconds it took */
export async function seconds(work: () => unknown): Promise<number> {
	const began = performance.now();
	await work();
	return (performance.now() - began) / 1000;
}
