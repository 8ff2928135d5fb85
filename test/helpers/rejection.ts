import * as assert from "uvu/assert";
import { UserError } from "#core/errors";

/** Awaits a UserError and compares the parts of it. */
export async function rejection(
	work: Promise<unknown>,
	{ message, hint }: { message: RegExp; hint?: RegExp },
): Promise<UserError> {
	const error: unknown = await work.then(
		() => undefined,
		(reason) => reason,
	);
	if (!(error instanceof UserError)) throw error ?? new Error("expected a UserError, nothing was thrown");
	assert.match(error.message, message);
	if (hint) assert.match(error.hint ?? "", hint);
	return error;
}
