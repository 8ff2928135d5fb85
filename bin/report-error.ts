import type { UserError } from "#core/errors";

/** Exit code where the user can mend what went wrong. */
export const USER_ERROR = 2;
/** Exit code where the program, or a plug-in, has a fault. */
const BUG = 1;

/**
 * Prints an error for people: message and hint where they can mend it, the stack where only a programmer can.
 *
 * @returns the exit code
 */
export function reportError(error: unknown): number {
	if (isMendable(error)) {
		console.error(error.message);
		if (error.hint !== undefined) console.error(`\n${error.hint}`);
		return USER_ERROR;
	}
	console.error(
		error instanceof Error ? withCauses(error) : `Something that is no Error was thrown: ${String(error)}`,
	);
	console.error(
		"\nThis is a fault of editbench or of a plug-in, not of yours: please report it with the lines above.",
	);
	return BUG;
}

/** By name: an experiment may bring another copy of editbench, whose class is another. */
const isMendable = (error: unknown): error is UserError =>
	error instanceof Error && error.name === "UserError";

function withCauses(error: Error): string {
	const stack = error.stack ?? error.message;
	return error.cause instanceof Error ? `${stack}\nCaused by: ${withCauses(error.cause)}` : stack;
}
