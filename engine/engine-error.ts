/**
 * A tensor engine that cannot be started for a reason the user can mend: a package that is not installed, another
 * version of it, a GPU that is not there. The command line reports it like every other user error.
 */
export class EngineError extends Error {
	override readonly name = "EngineError";
	/** What to do next, in one or two sentences. */
	readonly hint: string;

	constructor(message: string, { hint, cause }: { hint: string; cause?: unknown }) {
		super(message, cause === undefined ? undefined : { cause });
		this.hint = hint;
	}
}
