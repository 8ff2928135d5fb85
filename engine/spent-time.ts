/**
 * Where the time of this process goes: tensor kernels and their making, tokenisation, the choice of tokens. Off until `measureTime` is
 * called; until then, `timed` costs a comparison a call. What is timed never contains another timed part.
 */
export type TimedPart = "kernels" | "compilation" | "tokenisation" | "sampling";

/** Time of one part. */
export interface SpentTime {
	readonly seconds: number;
	readonly calls: number;
	/** By what was done: operators of a graph, `encode` and `decode`. */
	readonly by: Readonly<Record<string, Omit<SpentTime, "by">>>;
}

/** By part; a part in which nothing was done is absent. */
export type SpentTimes = Readonly<Partial<Record<TimedPart, SpentTime>>>;

interface Clock {
	seconds: number;
	calls: number;
}

let clocks: Map<TimedPart, Map<string, Clock>> | undefined;

/** Begins to measure, from zero. @returns what ends it; what was measured is forgotten then */
export function measureTime(): () => void {
	clocks = new Map();
	return () => {
		clocks = undefined;
	};
}

/** Does some work, which must be done when it returns, and counts its time. */
export function timed<T>(part: TimedPart, what: string, work: () => T): T {
	if (clocks === undefined) return work();
	const clock = clockOf(clocks, part, what);
	const began = performance.now();
	try {
		return work();
	} finally {
		clock.seconds += (performance.now() - began) / 1000;
		clock.calls += 1;
	}
}

/** @returns what was measured so far; nothing unless `measureTime` was called */
export function spentTimes(): SpentTimes {
	return Object.fromEntries(
		[...(clocks ?? [])].map(([part, byWhat]) => {
			const all = [...byWhat.values()];
			const seconds = all.reduce((sum, clock) => sum + clock.seconds, 0);
			const calls = all.reduce((sum, clock) => sum + clock.calls, 0);
			return [
				part,
				{ seconds, calls, by: Object.fromEntries([...byWhat].map(([what, clock]) => [what, { ...clock }])) },
			];
		}),
	);
}

function clockOf(all: NonNullable<typeof clocks>, part: TimedPart, what: string): Clock {
	const byWhat = all.get(part) ?? new Map<string, Clock>();
	all.set(part, byWhat);
	const clock = byWhat.get(what) ?? { seconds: 0, calls: 0 };
	byWhat.set(what, clock);
	return clock;
}
