import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Folder of SmolLM2-135M, which scripts/prepare-slow-tests.sh makes; `EDITBENCH_SMOLLM2` names another.
 *
 * @returns undefined, after a line that says what is skipped, where it is not there
 */
export function smollm2Folder(skipped: string): string | undefined {
	const folder =
		process.env.EDITBENCH_SMOLLM2 ?? join(homedir(), ".cache", "editbench-models", "smollm2-135m");
	if (existsSync(join(folder, "model.safetensors"))) return folder;
	console.log(`skipped: ${skipped}: SmolLM2 is not there; scripts/prepare-slow-tests.sh makes it`);
	return undefined;
}
