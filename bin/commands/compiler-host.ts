import type { Project, ts as typescript } from "ts-morph";

/** ts-morph keeps the compiler's libraries (`lib.es2023.d.ts` …) in memory, at this address. */
const LIBRARIES = "/node_modules/typescript/lib";

/**
 * A host of the compiler that ts-morph bundles, with its libraries. ts-morph's own takes every file for CommonJS,
 * whatever the package.json above it says.
 */
export function compilerHost(
	{ Project: ProjectClass, ts }: { readonly Project: typeof Project; readonly ts: typeof typescript },
	options: typescript.CompilerOptions,
): typescript.CompilerHost {
	const libraries = new ProjectClass({ useInMemoryFileSystem: true }).getModuleResolutionHost();
	const files = ts.createCompilerHost(options);
	const isLibrary = (name: string) => name.startsWith(`${LIBRARIES}/`);
	return {
		...files,
		getDefaultLibLocation: () => LIBRARIES,
		getDefaultLibFileName: () => `${LIBRARIES}/${ts.getDefaultLibFileName(options)}`,
		fileExists: (name) => (isLibrary(name) ? libraries : files).fileExists(name),
		readFile: (name) => (isLibrary(name) ? libraries : files).readFile(name),
		getSourceFile: (name, ...rest) => {
			if (!isLibrary(name)) return files.getSourceFile(name, ...rest);
			const text = libraries.readFile(name);
			return text === undefined ? undefined : ts.createSourceFile(name, text, rest[0]);
		},
	};
}
