import { isMainThread } from "node:worker_threads";
import { UserError } from "#core/errors";
import { loadKoffi } from "../memory-map/load-koffi.ts";

const VARIABLE = "ORT_DISABLE_TELEMETRY";

let isSilent = false;

/**
 * Keeps ONNX Runtime from reporting to its maker: 1.30 does, from when it is loaded (seen on Linux), unless the
 * environment of the process says otherwise. Whatever the user has set, nothing of ours reports. To be called before the
 * library is loaded.
 *
 * @throws UserError in a thread from which the environment cannot be set
 */
export function silenceTelemetry(): void {
	if (isSilent) return;
	const isInherited = process.env[VARIABLE] === "1";
	process.env[VARIABLE] = "1";
	// Node writes the main thread's variables through to the process; a thread of its own has a copy of them.
	if (!isMainThread && process.platform !== "win32") setInProcess(isInherited);
	isSilent = true;
}

function setInProcess(isInherited: boolean): void {
	try {
		loadKoffi().load(null).func("int setenv(const char *, const char *, int)")(VARIABLE, "1", 1);
	} catch (cause) {
		if (isInherited) return;
		throw new UserError(
			`ONNX Runtime would send telemetry: a worker thread cannot set ${VARIABLE}, since koffi does not load`,
			{ hint: `Set ${VARIABLE}=1 before Node starts, or use the engine in the main thread.`, cause },
		);
	}
}
