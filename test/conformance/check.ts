/** One promise of a plug-in. */
export interface Check {
	/** What is promised, as the title of a test. */
	readonly title: string;
	/** Rejects where the promise is broken. Returns a `Skipped` where it could not be looked at. */
	readonly run: () => unknown;
}

/** Why a promise was not looked at. */
export class Skipped {
	readonly reason: string;

	constructor(reason: string) {
		this.reason = reason;
	}
}
