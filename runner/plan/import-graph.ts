import { realpathSync, statSync } from "node:fs";
import { dirname, parse, posix, resolve, sep } from "node:path";
import type { BuildFailure, Metafile, PartialMessage, Plugin } from "esbuild";
import { UserError } from "#core/errors";
import { packageAbove } from "./package-above.ts";

/** Whether a file, links followed, belongs to a published package: npm installs these below a folder of this name. */
export const isPublished = (file: string): boolean => file.split(sep).includes("node_modules");

const PUBLISHED = /[\\/]node_modules[\\/]/;
const UNRESOLVED = /^Could not resolve "(.+)"$/;
const ENTRIES = "<stdin>";

/** What a source file reaches, itself included. */
export interface Reached {
	/** Absolute, links followed. */
	readonly files: readonly string[];
	/** Published packages, as `name@version`. */
	readonly packages: readonly string[];
}

/**
 * What imports lead to, resolved as Node and tsx do: relative paths, `imports` and `exports` of package.json, `paths` of
 * tsconfig.json, links to local packages; static imports and dynamic ones, re-exports, `require`, JSON. Published packages
 * are not entered.
 */
export class ImportGraph {
	readonly #inputs: Metafile["inputs"] = {};
	/** Keys of the files that the graph was made of. */
	readonly #entries = new Map<string, string>();
	readonly #root = parse(resolve(".")).root;

	/** @throws UserError where a file that is reached cannot be read as code */
	static async of(entries: readonly string[]): Promise<ImportGraph> {
		const graph = new ImportGraph();
		await graph.add(entries);
		return graph;
	}

	/** Follows the imports of more files. @throws UserError as `of` does */
	async add(entries: readonly string[]): Promise<void> {
		const { [ENTRIES]: read, ...inputs } = (await bundled(entries, this.#root)).inputs;
		for (const { original, path } of read!.imports) this.#entries.set(original!, path);
		Object.assign(this.#inputs, inputs);
	}

	/** @param entries some of those that the graph was made of */
	reachedFrom(entries: readonly string[]): Reached {
		const keys = new Set(entries.map((entry) => this.#entries.get(entry)!));
		for (const key of keys) for (const imported of this.#importsOf(key)) keys.add(imported);
		const paths = [...keys].map((key) => this.#fileOf(key)).filter((path) => path !== undefined);
		const packages = paths.filter(isPublished).map((path) => packageAbove(dirname(path)));
		return {
			files: [...new Set(paths.filter((path) => !isPublished(path)))],
			packages: [...new Set(packages.map(({ name, version }) => `${name}@${version}`))].sort(),
		};
	}

	#importsOf(key: string): string[] {
		return (this.#inputs[key]?.imports ?? []).flatMap(({ path, external }) => {
			if (!external) return [path];
			// `import(`./methods/${name}.ts`)` stands as "./methods/**/*.ts", beside the files that fit.
			const [folder, ...rest] = path.split("*");
			if (rest.length === 0 || !path.startsWith(".")) return [];
			const start = posix.join(posix.dirname(key), folder!);
			return Object.keys(this.#inputs).filter((one) => one.startsWith(start));
		});
	}

	#fileOf(key: string): string | undefined {
		const path = resolve(this.#root, key);
		return [path, path.replace(/[?#][^/\\]*$/, "")].find(isFile);
	}
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Conditions of package.json under which this process resolves. */
function conditions(): string[] {
	const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].join(" ");
	const given = [...options.matchAll(/(?:--conditions|-C)[= ]([^\s"']+)/g)].map(([, name]) => name!);
	return [...(import.meta.url.endsWith(".ts") ? ["source"] : []), ...given];
}

/** @param dead imports that lead nowhere, as `importer\npath`: optional packages, for example */
async function bundled(
	entries: readonly string[],
	root: string,
	dead: ReadonlySet<string> = new Set(),
): Promise<Metafile> {
	const { build } = await import("esbuild");
	try {
		const { metafile } = await build({
			stdin: {
				contents: entries.map((entry) => `import ${JSON.stringify(entry)};`).join("\n"),
				resolveDir: root,
			},
			absWorkingDir: root,
			bundle: true,
			write: false,
			outdir: root,
			metafile: true,
			platform: "node",
			format: "esm",
			conditions: conditions(),
			loader: { ".node": "empty", ".wasm": "empty" },
			logLevel: "silent",
			plugins: [stayOutOfPackages, ...(dead.size > 0 ? [leave(dead)] : [])],
		});
		return metafile;
	} catch (error) {
		const { errors = [] } = error as Partial<BuildFailure>;
		const found = errors.map((one) => deadImport(one, root));
		const odd = errors[found.indexOf(undefined)];
		if (errors.length === 0) throw error;
		if (odd !== undefined) throw unreadable(odd, root, error);
		const known = new Set([...dead, ...found.filter((one) => one !== undefined)]);
		if (known.size === dead.size) throw error;
		return bundled(entries, root, known);
	}
}

const stayOutOfPackages: Plugin = {
	name: "stay-out-of-packages",
	setup({ onLoad }) {
		onLoad({ filter: PUBLISHED }, () => ({ contents: "", loader: "js" }));
	},
};

const leave = (dead: ReadonlySet<string>): Plugin => ({
	name: "leave-dead-imports",
	setup({ onResolve }) {
		onResolve({ filter: /.*/ }, ({ importer, path }) =>
			dead.has(`${importer}\n${path}`) ? { path, external: true } : undefined,
		);
	},
});

function deadImport({ text = "", location }: PartialMessage, root: string): string | undefined {
	const [, path] = UNRESOLVED.exec(text) ?? [];
	if (path === undefined || location?.file === undefined || location.file === ENTRIES) return undefined;
	return `${realpathSync(resolve(root, location.file))}\n${path}`;
}

function unreadable({ text, location }: PartialMessage, root: string, cause: unknown): UserError {
	const where =
		location?.file === undefined ? "An import" : `${resolve(root, location.file)}:${location.line}`;
	return new UserError(`${where} cannot be read as code: ${text}`, {
		hint: "Results are stored under the content of the files that plug-ins are made of: mend it, or do not import it.",
		cause,
	});
}
