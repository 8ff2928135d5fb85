import { homedir } from "node:os";
import { join } from "node:path";

/** Where editbench keeps what it has computed, for all runs: `EDITBENCH_CACHE`, else ~/.cache/editbench. */
export const editbenchCache = (): string =>
	process.env.EDITBENCH_CACHE || join(homedir(), ".cache", "editbench");
