import { isUserError } from "#core/errors";
import { NotFinite } from "#core/not-finite";
import { SkipRecord } from "#core/skip-record";
import type { Failure } from "./messages.ts";

export function toFailure(error: unknown): Failure {
	if (!(error instanceof Error)) return { kind: "bug", message: String(error) };
	const stack = error.stack === undefined ? {} : { stack: error.stack };
	if (error instanceof SkipRecord) return { kind: "skip", message: error.message };
	if (error instanceof NotFinite) return { kind: "not-finite", message: error.message, ...stack };
	if (isUserError(error)) {
		return { kind: "user", message: error.message, ...(error.hint && { hint: error.hint }), ...stack };
	}
	const message = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
	return { kind: "bug", message, ...stack };
}
