import { readFile } from "node:fs/promises";
import { extname, parse } from "node:path";

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

/**
 * Code of files without types, comments and form: what of their text can change a result. Of a file that is no code, its
 * bytes.
 *
 * @param files absolute
 */
export async function plainCodes(files: readonly string[]): Promise<string[]> {
	const { build } = await import("esbuild");
	const code = files.filter(isCode);
	// All at once: each question to esbuild takes as long as its work on a file.
	const { outputFiles } = await build({
		entryPoints: code.map((file, at) => ({ in: file, out: String(at) })),
		outdir: "plain",
		write: false,
		loader: LOADERS,
		minifyWhitespace: true,
		legalComments: "none",
		logLevel: "silent",
		// No tsconfig.json: of each file alone.
		tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
	});
	const plain = new Map(outputFiles.map(({ path, text }) => [code[Number(parse(path).name)]!, text]));
	return Promise.all(files.map(async (file) => plain.get(file) ?? (await readFile(file)).toString("base64")));
}
