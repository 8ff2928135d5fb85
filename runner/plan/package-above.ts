import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What a package says about itself. */
export interface PackageName {
	readonly name: string;
	readonly version: string;
}

/** The package that a folder belongs to: the first above it with a version, since a bare `{ "type": … }` names none. */
export function packageAbove(folder: string): PackageName {
	const found = readPackage(join(folder, "package.json"));
	if (found !== undefined) return found;
	const above = dirname(folder);
	if (above === folder) throw new Error("No package.json with name and version above the plug-in");
	return packageAbove(above);
}

function readPackage(path: string): PackageName | undefined {
	try {
		const { name, version } = JSON.parse(readFileSync(path, "utf8"));
		return typeof name === "string" && typeof version === "string" ? { name, version } : undefined;
	} catch {
		return undefined;
	}
}
