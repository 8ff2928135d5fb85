/** How patient a transfer is. The defaults suit real networks; tests shorten them. */
export interface HubLimits {
	/** Attempts in a row that may fail before giving up. */
	readonly tries: number;
	/** Wait before the second attempt, in milliseconds; it doubles with each further one. */
	readonly backoffMs: number;
	/** No wait is longer than this, in milliseconds, whatever Retry-After says. */
	readonly longestWaitMs: number;
	/** An attempt that brought this many bytes does not count as failed: a big file may survive many cuts. */
	readonly progressBytes: number;
	/** A connection is given up when it brings less than `slowestBytesPerSecond` for this long, in milliseconds. */
	readonly stallMs: number;
	readonly slowestBytesPerSecond: number;
	/** Files transferred at the same time. */
	readonly parallel: number;
	/** A partial file no process has touched for this long, in milliseconds, is free to take over. */
	readonly abandonedMs: number;
}

export const defaultLimits: HubLimits = {
	tries: 4,
	backoffMs: 1000,
	longestWaitMs: 60_000,
	progressBytes: 2 ** 20,
	stallMs: 30_000,
	slowestBytesPerSecond: 1024,
	parallel: 4,
	abandonedMs: 30_000,
};
