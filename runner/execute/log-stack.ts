import { appendFile } from "node:fs/promises";
import { diskError, STORE_HINT } from "../store/disk-error.ts";
import { runPaths } from "../store/run-folder.ts";
import type { Failure } from "../worker/messages.ts";

/** The table has room for the message only; who mends an editor wants the stack. */
export async function logStack(folder: string, where: string, failure: Failure): Promise<void> {
	if (failure.kind === "bug") await logFailure(folder, where, failure);
}

/** Appends a failure to the run's errors.log, with its stack where there is one. */
export async function logFailure(folder: string, where: string, { message, stack }: Failure): Promise<void> {
	const { errors } = runPaths(folder);
	try {
		await appendFile(errors, `${new Date().toISOString()} ${where}\n${stack ?? message}\n\n`);
	} catch (error) {
		throw diskError(error, `Cannot write ${errors}`, STORE_HINT);
	}
}
