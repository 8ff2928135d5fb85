/** Cuts a list between neighbours that do not go together. */
export function consecutive<T>(list: readonly T[], together: (one: T, next: T) => boolean): [T, ...T[]][] {
	const runs: [T, ...T[]][] = [];
	for (const one of list) {
		const run = runs.at(-1);
		if (run !== undefined && together(run[0], one)) run.push(one);
		else runs.push([one]);
	}
	return runs;
}
