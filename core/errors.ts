/** A mistake the user can mend. The command line prints it without a stack and exits with code 2. */
export class UserError extends Error {
	override readonly name = "UserError";
	/** What to do next, in one or two sentences. */
	readonly hint: string | undefined;

	constructor(message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
		super(message, cause === undefined ? undefined : { cause });
		this.hint = hint;
	}
}

/** Every other error is a bug in editbench or in a plug-in, and keeps its stack. */
export const isUserError = (error: unknown): error is UserError => error instanceof UserError;
