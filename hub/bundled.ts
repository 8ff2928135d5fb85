import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The package's own folder: the nearest one above this file with a package.json (source and dist lie at different depths). */
export function packageRoot(): string {
	let folder = path.dirname(fileURLToPath(import.meta.url));
	while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder);
	return folder;
}

/** @returns path of a file or folder that ships with the package, below `assets/` */
export const bundled = (...parts: string[]): string => path.join(packageRoot(), "assets", ...parts);
