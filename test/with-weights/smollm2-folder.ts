import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.env.EDITBENCH_SMOLLM2 ?? join(homedir(), ".cache/editbench-models/smollm2-135m");

/** The folder of SmolLM2-135M-Instruct; undefined, with a line that says so, where it is not on this machine. */
export function smollm2Folder(): string | undefined {
	if (existsSync(join(folder, "config.json"))) return folder;
	console.log(`  skipped: no SmolLM2-135M in ${folder} (set EDITBENCH_SMOLLM2 to its folder)`);
	return undefined;
}

/** Golden numbers that are not part of the repository; undefined, with a line that says so, where they are absent. */
export function sharedGolden(): string | undefined {
	const golden = fileURLToPath(new URL("../../../shared/golden", import.meta.url));
	if (existsSync(golden)) return golden;
	console.log(`  skipped: no golden numbers in ${golden}`);
	return undefined;
}
