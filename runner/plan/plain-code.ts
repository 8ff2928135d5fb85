import { readFile } from "node:fs/promises";
import { extname } from "node:path";

const LOADERS = {
	".ts": "ts",
	".mts": "ts",
	".cts": "ts",
	".tsx": "tsx",
	".js": "js",
	".mjs": "js",
	".cjs": "js",
	".jsx": "jsx",
	".json": "json",
} as const;

/** Whether a file is code or JSON, of which neither comments nor form count. */
export const isCode = (file: string): boolean => extname(file) in LOADERS;

/** A file's code without types, comments and form: what of its text can change a result. Of any other file, its bytes. */
export async function plainCode(file: string): Promise<string> {
	const loader = LOADERS[extname(file) as keyof typeof LOADERS];
	if (loader === undefined) return (await readFile(file)).toString("base64");
	const { transform } = await import("esbuild");
	const { code } = await transform(await readFile(file, "utf8"), {
		loader,
		minifyWhitespace: true,
		legalComments: "none",
		logLevel: "silent",
		// No tsconfig.json: of the file alone.
		tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
	});
	return code;
}
