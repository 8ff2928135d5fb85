import * as assert from "uvu/assert";
import { UserError } from "#core/errors";

/** Runs what should fail with a UserError and checks message and hint. */
export function assertUserError(run: () => unknown, message: RegExp, hint: RegExp): void {
	let caught: unknown;
	try {
		run();
	} catch (error) {
		caught = error;
	}
	assert.instance(caught, UserError, "should have thrown a UserError");
	assert.match((caught as UserError).message, message);
	assert.match((caught as UserError).hint ?? "", hint);
}
