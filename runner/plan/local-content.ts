import { createHash } from "node:crypto";
import { dirname, relative, resolve, sep } from "node:path";
import { ImportGraph, isFile, isPublished, type Reached } from "./import-graph.ts";
import { isCode, plainCode } from "./plain-code.ts";

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
	const codes = new Map<string, Promise<string>>();
	const codeOf = (file: string) => {
		const code = codes.get(file) ?? plainCode(file);
		codes.set(file, code);
		return code;
	};
	const reached = await allReached(files, codeOf);
	return Promise.all(files.map((file, at) => hashOf(file, reached[at]!, codeOf)));
}

type CodeOf = (file: string) => Promise<string>;

/** Follows imports, and then what is loaded by a path, until nothing new is found. */
async function allReached(files: readonly string[], codeOf: CodeOf): Promise<Reached[]> {
	const entries = new Set(files);
	const loaded = new Map<string, readonly string[]>();
	for (;;) {
		const graph = await ImportGraph.of([...entries]);
		const reached = files.map((file) => withLoaded([file], graph, loaded));
		const fresh = [...new Set(reached.flatMap((one) => one.files))].filter((file) => !loaded.has(file));
		const found = await Promise.all(
			fresh.map(async (file) => (isCode(file) ? loadedBy(file, await codeOf(file)) : [])),
		);
		for (const [at, file] of fresh.entries()) loaded.set(file, found[at]!);
		const known = entries.size;
		for (const file of fresh) for (const one of loaded.get(file)!) entries.add(one);
		if (entries.size === known) return reached;
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

async function hashOf(file: string, { files, packages }: Reached, codeOf: CodeOf): Promise<string> {
	const home = dirname(file);
	const named = files.map((one) => [relative(home, one).split(sep).join("/"), one] as const);
	const hash = createHash("sha256");
	for (const [path, one] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
		const code = await codeOf(one);
		hash.update(`${JSON.stringify([path, code.length])}\n`).update(code);
	}
	return hash.update(JSON.stringify(packages)).digest("hex");
}
