import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface TemporaryProject {
	readonly folder: string;
	readonly write: (file: string, text: string) => void;
	readonly remove: () => void;
}

/** A project of somebody else, in which editbench is installed and nothing is configured. */
export function temporaryProject(files: Readonly<Record<string, string>>): TemporaryProject {
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "bench-")));
	mkdirSync(join(folder, "node_modules"));
	symlinkSync(root, join(folder, "node_modules/editbench"), "dir");
	const write = (file: string, text: string) => {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	for (const [file, text] of Object.entries(files)) write(file, text);
	return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
