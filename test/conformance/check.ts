/** One promise of a plug-in. */
export interface Check {
	/** What is promised, as the title of a test. */
	readonly title: string;
	/** Rejects where the promise is broken. @returns why it could not be looked at, if so */
	readonly run: () => Promise<Skipped | void> | Skipped | void;
}

/** Why a promise was not looked at. */
export interface Skipped {
	readonly skipped: string;
}

export const skipped = (reason: string): Skipped => ({ skipped: reason });
