import { setTimeout as wait } from "node:timers/promises";
import { HttpFailure, isPassing } from "./failures.ts";
import type { HubLimits } from "./hub-limits.ts";

/** The last of several failures in a row. */
export class GaveUp extends Error {
	override readonly name = "GaveUp";
	readonly tries: number;

	constructor(tries: number, cause: Error) {
		super(cause.message, { cause });
		this.tries = tries;
	}
}

/**
 * Repeats an attempt while it fails in a way that may pass, at most `tries` times in a row:
 *
 *     wait = min(longestWait, max(backoff · 2ⁿ · u, Retry-After))     u uniform in [0.75, 1.25)
 *
 * so that workers that failed together do not come back together. The attempt is given a function to call when it got
 * on well enough for its own failure not to count.
 *
 * @throws GaveUp after the last try; at once what cannot pass
 */
export async function withRetries<T>(
	limits: HubLimits,
	attempt: (gotOn: () => void) => Promise<T>,
	signal?: AbortSignal,
): Promise<T> {
	let failures = 0;
	for (;;) {
		try {
			return await attempt(() => {
				failures = -1;
			});
		} catch (error) {
			if (!isPassing(error)) throw error;
			failures++;
			if (failures >= limits.tries) throw new GaveUp(failures, error as Error);
			await wait(waitFor(error, Math.max(0, failures - 1), limits), undefined, { ...(signal && { signal }) });
		}
	}
}

function waitFor(error: unknown, doublings: number, limits: HubLimits): number {
	const backoff = limits.backoffMs * 2 ** doublings * (0.75 + Math.random() / 2);
	const asked = error instanceof HttpFailure ? error.retryAfterMs : 0;
	return Math.min(limits.longestWaitMs, Math.max(backoff, asked));
}
