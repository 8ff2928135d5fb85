import { createHash } from "node:crypto";
import { dirname, relative, resolve, sep } from "node:path";
import { ImportGraph, isFile, isPublished, type Reached } from "./import-graph.ts";
import { isCode, plainCodes } from "./plain-code.ts";

/** Code that is loaded by a path, not imported: `createRequire(import.meta.url)("./table.json")`, `new URL("./wasm.js", …)`. */
const LOADED = /(?:\brequire(?:\.resolve)?|\bURL|\bimport\.meta\.url\))\(["'`](\.{1,2}\/[^"'`]+)["'`]/g;

/**
 * Content identity of source files and of all that each reaches:
 *
 *     sha256 over the files, in order of their paths relative to the first one's folder, of path, length and code;
 *     then of the published packages that these import, by name and version
 *
 * Comments, types and form do not count.
 *
 * @param files absolute, links followed
 * @returns 64 hexadecimal digits for each
 * @throws UserError where a file that is reached cannot be read as code
 */
export async function localContents(files: readonly string[]): Promise<string[]> {
	const codes = new Map<string, string>();
	const reached = await allReached(files, codes);
	return files.map((file, at) => hashOf(file, reached[at]!, codes));
}

/** Follows imports, and then what is loaded by a path, until nothing new is found. @param codes gets the code of each file */
async function allReached(files: readonly string[], codes: Map<string, string>): Promise<Reached[]> {
	const entries = new Set(files);
	const loaded = new Map<string, readonly string[]>();
	const graph = await ImportGraph.of(files);
	for (;;) {
		const reached = files.map((file) => withLoaded([file], graph, loaded));
		const fresh = [...new Set(reached.flatMap((one) => one.files))].filter((file) => !codes.has(file));
		for (const [at, code] of (await plainCodes(fresh)).entries()) {
			const file = fresh[at]!;
			codes.set(file, code);
			loaded.set(file, isCode(file) ? loadedBy(file, code) : []);
		}
		const more = new Set(fresh.flatMap((file) => loaded.get(file)!).filter((file) => !entries.has(file)));
		if (more.size === 0) return reached;
		await graph.add([...more]);
		for (const file of more) entries.add(file);
	}
}

function withLoaded(
	starts: readonly string[],
	graph: ImportGraph,
	loaded: ReadonlyMap<string, readonly string[]>,
): Reached {
	const reached = graph.reachedFrom(starts);
	const more = reached.files.flatMap((file) => loaded.get(file) ?? []).filter((one) => !starts.includes(one));
	return more.length === 0 ? reached : withLoaded([...starts, ...more], graph, loaded);
}

const loadedBy = (file: string, code: string): string[] =>
	[...code.matchAll(LOADED)]
		.map(([, path]) => resolve(dirname(file), path!))
		.filter((path) => isCode(path) && isFile(path) && !isPublished(path));

function hashOf(file: string, { files, packages }: Reached, codes: ReadonlyMap<string, string>): string {
	const home = dirname(file);
	const named = files.map((one) => [relative(home, one).split(sep).join("/"), one] as const);
	const hash = createHash("sha256");
	for (const [path, one] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
		const code = codes.get(one)!;
		hash.update(`${JSON.stringify([path, code.length])}\n`).update(code);
	}
	return hash.update(JSON.stringify(packages)).digest("hex");
}
