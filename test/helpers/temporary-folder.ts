import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const parent = mkdtempSync(join(tmpdir(), "editbench-test-"));
process.on("exit", () => rmSync(parent, { recursive: true, force: true }));

/** A new folder that is gone when the process ends. */
export const temporaryFolder = (): string => mkdtempSync(join(parent, "folder-"));
