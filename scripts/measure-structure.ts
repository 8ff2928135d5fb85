/**
 * Figures of the source tree's structure, counted from its imports (types included) as dependency-cruiser reads them:
 *
 *     node --conditions=source --import tsx scripts/measure-structure.ts
 *
 * How many files of `editors/` a reader of one method needs, imports across families of plug-ins, cycles between folders, and sizes.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";

const rooms = [
	"bin",
	"benchmarks",
	"core",
	"datasets",
	"editors",
	"engine",
	"hub",
	"metrics",
	"models",
	"reports",
	"runner",
];

/** Imported files of each file. */
type Imports = ReadonlyMap<string, readonly string[]>;

function readImports(): Imports {
	const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", ...rooms];
	const printed = execFileSync("node_modules/.bin/depcruise", options, {
		encoding: "utf8",
		maxBuffer: 2 ** 28,
	});
	const { modules } = JSON.parse(printed) as {
		modules: { source: string; dependencies: { resolved: string }[] }[];
	};
	const ours = modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`)));
	const known = new Set(ours.map(({ source }) => source));
	return new Map(
		ours.map(({ source, dependencies }) => [
			source,
			[...new Set(dependencies.map(({ resolved }) => resolved))].filter((file) => known.has(file)),
		]),
	);
}

/** A file and all that it imports, directly or not. */
function reached(imports: Imports, entry: string): Set<string> {
	const all = new Set([entry]);
	for (const file of all) for (const next of imports.get(file) ?? []) all.add(next);
	return all;
}

/** Files and folders below `room` that a reader of one of its files needs. */
function needed(imports: Imports, entry: string, room: string): string {
	const files = [...reached(imports, entry)].filter((file) => file.startsWith(`${room}/`));
	return `${files.length} files in ${new Set(files.map(dirname)).size} folders`;
}

/** Imports from one plug-in's or family's folder into another's; what several share has the name `common` or `_shared`. */
function acrossFamilies(imports: Imports): string[] {
	const familyOf = (file: string) => /^(\w+)\/([^/]+)\//.exec(file);
	return [...imports].flatMap(([from, files]) => {
		const here = familyOf(from);
		return files.flatMap((file) => {
			const there = familyOf(file);
			const isShared = there !== null && ["common", "_shared"].includes(there[2]!);
			const isAcross =
				here?.[1] === "editors" && there?.[1] === "editors" && here[2] !== there[2] && !isShared;
			return isAcross ? [`${from} → ${file}`] : [];
		});
	});
}

/** Sets of folders that import each other in a circle, directly or not. */
function folderCycles(imports: Imports): string[][] {
	const folders = new Map<string, Set<string>>();
	for (const [from, files] of imports) {
		const next = folders.get(dirname(from)) ?? new Set();
		for (const file of files) if (dirname(file) !== dirname(from)) next.add(dirname(file));
		folders.set(dirname(from), next);
	}
	const below = new Map(
		[...folders.keys()].map((folder) => {
			const all = new Set(folders.get(folder));
			for (const one of all) for (const next of folders.get(one) ?? []) all.add(next);
			return [folder, all] as const;
		}),
	);
	const inCycle = [...folders.keys()].filter((folder) => below.get(folder)!.has(folder)).sort();
	const cycles = new Map<string, string[]>();
	for (const folder of inCycle) {
		const cycle = inCycle.filter((one) => below.get(folder)!.has(one) && below.get(one)!.has(folder));
		cycles.set(cycle.join(), cycle);
	}
	return [...cycles.values()];
}

const imports = readImports();
for (const method of ["rome", "memit", "ice"]) {
	const entry = [...imports.keys()].find((file) =>
		new RegExp(`^editors/(.*/)?${method}/index\\.ts$`).test(file),
	);
	console.log(
		`editors/, ${method}: ${entry === undefined ? "not found" : needed(imports, entry, "editors")}`,
	);
}
const across = acrossFamilies(imports);
console.log(`imports across families of editors: ${across.length}`, ...across);
const cycles = folderCycles(imports);
console.log(`cycles between folders: ${cycles.length}`);
for (const cycle of cycles) console.log(`  ${cycle.join(" ⇄ ")}`);
const files = [...imports.keys()];
const folders = new Set(files.map(dirname));
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const lines = files
	.map((file) => [texts.get(file)!.trimEnd().split("\n").length, file] as const)
	.sort((a, b) => a[0] - b[0]);
const exported = [...texts.values()].reduce((sum, text) => sum + (text.match(/^export /gm)?.length ?? 0), 0);
const deepest = [...folders].sort((a, b) => b.split("/").length - a.split("/").length)[0]!;
console.log(
	`files ${files.length}, folders ${folders.size}, called _shared ${[...folders].filter((one) => one.endsWith("/_shared")).length}`,
);
console.log(`deepest folder ${deepest}, exports ${exported}`);
console.log(
	`lines of a file: median ${lines[Math.floor(lines.length / 2)]![0]}, largest ${lines.at(-1)!.join(" ")}`,
);
