import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { CompilerOptions, Diagnostic, Project, SourceFile } from "ts-morph";

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

/**
 * Loaders of TypeScript only take the types out; here they are checked. Of a file that is not there nothing is said:
 * loading it does.
 */
export async function typeCheck(file: string, { color = false } = {}): Promise<TypeCheck> {
	const found = path.resolve(file);
	if (!statSync(found, { throwIfNoEntry: false })?.isFile()) return { mistakes: [], frames: "" };
	const project = await openProject(found);
	const program = project.getProgram();
	const diagnostics: Diagnostic[] = localFiles(project.addSourceFileAtPath(found)).flatMap((source) => [
		...program.getSyntacticDiagnostics(source),
		...program.getSemanticDiagnostics(source),
	]);
	const frames = project.formatDiagnosticsWithColorAndContext(diagnostics).trimEnd();
	return {
		mistakes: diagnostics.map(toMistake),
		frames: color ? frames : stripVTControlCharacters(frames),
	};
}

/** The options of the nearest tsconfig.json, else strict ones; in both, what running the file takes for granted. */
async function openProject(file: string): Promise<Project> {
	const { Project, ts } = await import("ts-morph");
	const tsConfigFilePath = ts.findConfigFile(path.dirname(file), ts.sys.fileExists);
	const always: CompilerOptions = {
		noEmit: true,
		allowImportingTsExtensions: true,
		skipLibCheck: true,
		...(isSource && { customConditions: ["source"] }),
	};
	const rest = { skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true };
	if (tsConfigFilePath !== undefined)
		return new Project({ tsConfigFilePath, compilerOptions: always, ...rest });
	const { ES2023 } = ts.ScriptTarget;
	const { NodeNext } = ts.ModuleKind;
	const strict = { target: ES2023, module: NodeNext, strict: true, ...nodeTypes(file), ...always };
	return new Project({ compilerOptions: strict, ...rest });
}

/** Whether editbench itself runs unbuilt; then the types, too, are those of its sources. */
const isSource = import.meta.url.endsWith(".ts");

/** The types of Node, `process` among them: the project's own, else those that come with editbench. */
function nodeTypes(file: string): CompilerOptions {
	for (const from of [file, import.meta.url]) {
		const folders = createRequire(from).resolve.paths("@types/node") ?? [];
		const root = folders.find((folder) => existsSync(path.join(folder, "@types/node/package.json")));
		if (root !== undefined) return { types: ["node"], typeRoots: [path.join(root, "@types")] };
	}
	return {};
}

/** A file and those it imports by relative names: what its author can mend. */
function localFiles(file: SourceFile, known = new Set<SourceFile>()): SourceFile[] {
	if (known.has(file)) return [...known];
	known.add(file);
	for (const declaration of [...file.getImportDeclarations(), ...file.getExportDeclarations()]) {
		const imported = declaration.getModuleSpecifierSourceFile();
		if (imported && declaration.isModuleSpecifierRelative()) localFiles(imported, known);
	}
	return [...known];
}

function toMistake(diagnostic: Diagnostic): TypeMistake {
	const text = diagnostic.getMessageText();
	const source = diagnostic.getSourceFile();
	const at = source?.getLineAndColumnAtPos(diagnostic.getStart() ?? 0);
	return {
		file: source?.getFilePath() ?? "",
		line: at?.line ?? 1,
		column: at?.column ?? 1,
		code: diagnostic.getCode(),
		message: typeof text === "string" ? text : lines(text).join("\n"),
	};
}

type MessageChain = Exclude<ReturnType<Diagnostic["getMessageText"]>, string>;

const lines = (chain: MessageChain): string[] => [
	chain.getMessageText(),
	...(chain.getNext() ?? []).flatMap(lines),
];
