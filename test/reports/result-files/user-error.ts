import * as assert from "uvu/assert";
import { UserError } from "#core/errors";

/** Runs what should fail with a UserError; compares the whole message, and the hint. */
export function assertUserError(run: () => unknown, message: string | RegExp, hint: RegExp): void {
	let caught: unknown;
	try {
		run();
	} catch (error) {
		caught = error;
	}
	assert.instance(caught, UserError, "should have thrown a UserError");
	const { message: got, hint: advice } = caught as UserError;
	if (typeof message === "string") assert.is(got, message);
	else assert.match(got, message);
	assert.match(advice ?? "", hint);
}
