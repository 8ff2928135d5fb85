import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The four tables of a tiny model. */
export const tables: Readonly<Record<string, string>> = {
	"abbrev_types.txt": "mr\nu.s\n. .",
	"collocations.tab": "##number##\tcorrections\nb\tsmith\n",
	"sent_starters.txt": "however\r\nthe\r\n",
	"ortho_context.tab": "the\t126\ncelsö\t4",
};

/** Calls `use` with a temporary folder that is gone afterwards. */
export function withFolder(use: (folder: string) => void): void {
	const folder = mkdtempSync(join(tmpdir(), "punkt-"));
	try {
		use(folder);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** Writes files into a folder, made where it is missing. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
	mkdirSync(folder, { recursive: true });
	for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
