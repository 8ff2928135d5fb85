import { appendFile } from "node:fs/promises";
import { runPaths } from "../store/run-folder.ts";
import type { Failure } from "../worker/messages.ts";

/** The table has room for the message only; who mends an editor wants the stack. */
export async function logStack(
	folder: string,
	where: string,
	{ kind, message, stack }: Failure,
): Promise<void> {
	if (kind === "user") return;
	await appendFile(runPaths(folder).errors, `${new Date().toISOString()} ${where}\n${stack ?? message}\n\n`);
}
