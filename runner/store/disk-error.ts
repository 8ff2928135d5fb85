import { UserError } from "#core/errors";

/** Common errors of the system, in words. */
const reasons: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EDQUOT: "the disk quota is used up",
	EEXIST: "something else is in its place",
	EISDIR: "it is a folder",
	ELOOP: "its links lead in a circle",
	EMFILE: "too many files are open",
	ENAMETOOLONG: "its name is too long",
	ENOENT: "it, or the folder it lies in, is not there",
	ENOSPC: "the disk is full",
	ENOTDIR: "what should be a folder on its path is none",
	EPERM: "operation not permitted",
	EROFS: "the disk is read-only",
};

/** Whether an error comes from the system's disk, and not from our code. */
export const isDiskError = (error: unknown): error is NodeJS.ErrnoException =>
	error instanceof Error && "syscall" in error && "code" in error;

/** What an error of the system says, in words: `the disk is full (ENOSPC)`. */
export const diskReason = ({ code = "", message }: NodeJS.ErrnoException): string =>
	code in reasons ? `${reasons[code]} (${code})` : message;

/**
 * Makes an error of the disk one that a user can mend; others are thrown on as they are.
 *
 * @param what went wrong, such as `Cannot write /runs/x/lock`
 */
export function diskError(error: unknown, what: string, hint: string): unknown {
	return isDiskError(error) ? new UserError(`${what}: ${diskReason(error)}`, { hint, cause: error }) : error;
}

/** What to do where a run's results cannot be stored. */
export const STORE_HINT =
	"Mend the folder or the disk, or name another with --out; then run the same command again: finished records are kept.";
