import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { ts as typescript } from "ts-morph";
import { compilerHost } from "./compiler-host.ts";

type TypeScript = typeof typescript;

/** A mistake that the compiler sees in a file, or in one that it imports by a relative name. */
export interface TypeMistake {
	readonly file: string;
	/** Counted from 1. */
	readonly line: number;
	/** Counted from 1. */
	readonly column: number;
	/** TypeScript's number of it. */
	readonly code: number;
	readonly message: string;
}

export interface TypeCheck {
	readonly mistakes: readonly TypeMistake[];
	/** The same for people: each with the lines it stands in. */
	readonly frames: string;
}

/** That `import.meta` has no place in a CommonJS package: but nothing is built, and loaders give it one. */
const ALLOWED = 1470;

/**
 * Loaders of TypeScript only take the types out; here they are checked. Of a file that is not there nothing is said:
 * loading it does.
 */
export async function typeCheck(file: string, { color = false } = {}): Promise<TypeCheck> {
	const found = path.resolve(file);
	if (!statSync(found, { throwIfNoEntry: false })?.isFile()) return { mistakes: [], frames: "" };
	const morph = await import("ts-morph");
	const { ts } = morph;
	const options = optionsFor(ts, found);
	const program = ts.createProgram([found], options, compilerHost(morph, options));
	const diagnostics = localFiles(ts, program, found)
		.flatMap((source) => [
			...program.getSyntacticDiagnostics(source),
			...program.getSemanticDiagnostics(source),
		])
		.filter(({ code }) => code !== ALLOWED);
	const host = {
		getCanonicalFileName: (name: string) => name,
		getCurrentDirectory: () => process.cwd(),
		getNewLine: () => "\n",
	};
	const frames = ts.formatDiagnosticsWithColorAndContext(diagnostics, host).trimEnd();
	return {
		mistakes: diagnostics.map((diagnostic) => toMistake(ts, diagnostic)),
		frames: color ? frames : stripVTControlCharacters(frames),
	};
}

/** The options of the nearest tsconfig.json, else strict ones; in both, what running the file takes for granted. */
function optionsFor(ts: TypeScript, file: string): typescript.CompilerOptions {
	const always = {
		noEmit: true,
		allowImportingTsExtensions: true,
		skipLibCheck: true,
		allowJs: true,
		...(isSource && { customConditions: ["source"] }),
	};
	const config = ts.findConfigFile(path.dirname(file), ts.sys.fileExists);
	if (config !== undefined) {
		const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
		const { options } = ts.parseJsonConfigFileContent(json ?? {}, ts.sys, path.dirname(config));
		return { ...options, ...always };
	}
	return {
		target: ts.ScriptTarget.ES2023,
		lib: ["lib.es2023.d.ts"],
		module: ts.ModuleKind.NodeNext,
		strict: true,
		...nodeTypes(file),
		...always,
	};
}

/** Whether editbench itself runs unbuilt; then the types, too, are those of its sources. */
const isSource = import.meta.url.endsWith(".ts");

/** The types of Node, `process` among them: the project's own, else those that come with editbench. */
function nodeTypes(file: string): typescript.CompilerOptions {
	for (const from of [file, import.meta.url]) {
		const folders = createRequire(from).resolve.paths("@types/node") ?? [];
		const root = folders.find((folder) => existsSync(path.join(folder, "@types/node/package.json")));
		if (root !== undefined) return { types: ["node"], typeRoots: [path.join(root, "@types")] };
	}
	return {};
}

/** A file and those it imports by relative names: what its author can mend. */
function localFiles(
	ts: TypeScript,
	program: typescript.Program,
	file: string,
	known = new Map<string, typescript.SourceFile>(),
): typescript.SourceFile[] {
	const source = program.getSourceFile(file);
	if (source === undefined || known.has(file)) return [...known.values()];
	known.set(file, source);
	for (const { fileName } of ts.preProcessFile(source.text).importedFiles) {
		if (!fileName.startsWith(".")) continue;
		const { resolvedModule } = ts.resolveModuleName(fileName, file, program.getCompilerOptions(), ts.sys);
		if (resolvedModule) localFiles(ts, program, resolvedModule.resolvedFileName, known);
	}
	return [...known.values()];
}

function toMistake(
	ts: TypeScript,
	{ file, start = 0, code, messageText }: typescript.Diagnostic,
): TypeMistake {
	const { line, character } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
	const message = ts.flattenDiagnosticMessageText(messageText, "\n");
	return { file: file?.fileName ?? "", line: line + 1, column: character + 1, code, message };
}
