/** Longest silence of a build, in seconds. */
const SILENCE = 120;
/** Seconds after which the rest can be estimated. */
const ENOUGH = 2;

/** Tells people what is built and how long it will take. */
export interface BuildNotes {
	readonly progress: (done: number, total: number) => void;
	readonly end: () => void;
}

/**
 * @param say prints a line
 * @param clock seconds
 */
export function buildNotes(
	what: string,
	say: (text: string) => void,
	clock = () => performance.now() / 1000,
): BuildNotes {
	const began = clock();
	let first: { readonly at: number; readonly done: number } | undefined;
	let said: number | undefined;
	say(`Building the ${what}, which is kept for later runs`);
	return {
		progress(done, total) {
			const now = clock() - began;
			first ??= { at: now, done };
			if (done === first.done || now - first.at < ENOUGH || done >= total) return;
			if (said !== undefined && now - said < SILENCE) return;
			said = now;
			const left = ((now - first.at) / (done - first.done)) * (total - done);
			say(`Building the ${what}: ${Math.floor((100 * done) / total)} %, about ${roughly(left)} left`);
		},
		end: () => say(`Built the ${what} in ${roughly(clock() - began)}`),
	};
}

/** `40 s`, `12 min`, `3.4 h`. */
export function roughly(duration: number): string {
	if (duration < 90) return `${Math.max(1, Math.round(duration))} s`;
	if (duration < 90 * 60) return `${Math.round(duration / 60)} min`;
	return `${(duration / 3600).toFixed(1)} h`;
}
