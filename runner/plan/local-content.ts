import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";

const IMPORTED = /\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;
const ENDINGS = ["", ".ts", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.js"];

/**
 * Content identity of a source file and of what it imports by relative path, directly or not:
 *
 *     sha256 over the files, in order of their paths relative to the first one's folder, of path, length and bytes
 *
 * Packages that it imports do not count.
 *
 * @returns 64 hexadecimal digits
 */
export function localContent(file: string): string {
	const contents = new Map<string, Buffer>();
	collect(resolve(file), contents);
	const home = dirname(resolve(file));
	const named = [...contents].map(
		([path, bytes]) => [relative(home, path).split(sep).join("/"), bytes] as const,
	);
	const hash = createHash("sha256");
	for (const [path, bytes] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
		hash.update(`${JSON.stringify([path, bytes.length])}\n`).update(bytes);
	}
	return hash.digest("hex");
}

function collect(file: string, contents: Map<string, Buffer>): void {
	if (contents.has(file)) return;
	const bytes = readFileSync(file);
	contents.set(file, bytes);
	for (const [, specifier] of bytes.toString("utf8").matchAll(IMPORTED)) {
		const imported = find(resolve(dirname(file), specifier ?? ""));
		if (imported !== undefined) collect(imported, contents);
	}
}

/** TypeScript lets a file be imported by the name of what it compiles to, or without an ending. */
function find(path: string): string | undefined {
	const source = path.replace(/\.([mc]?)js$/, ".$1ts");
	return [path, source].flatMap((one) => ENDINGS.map((ending) => one + ending)).find(isFile);
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
