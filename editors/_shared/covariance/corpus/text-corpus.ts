import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "#core/errors";
import type { Corpus } from "./corpus.ts";
import { hashFiles } from "./hash-files.ts";

/** A text a line; outer blanks belong to it. */
export const linesCorpus = (path: string, { title = basename(path), name = path } = {}): Corpus => ({
	title,
	name,
	locate: async () => ({ here: { form: "lines", sha256: await hashFiles([path]) } }),
	texts: async () => (await readFile(path, "utf8")).split(/\r?\n/),
});

/** Every .txt file is one text, in order of their names. */
export function folderCorpus(folder: string): Corpus {
	const files = async () => {
		const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
		if (names.length > 0) return names.map((name) => join(folder, name));
		throw new UserError(`"${folder}" holds no .txt file`, {
			hint: "As a corpus, every .txt file of a folder is one text.",
		});
	};
	return {
		title: basename(folder),
		name: folder,
		locate: async () => ({ here: { form: "files", sha256: await hashFiles(await files()) } }),
		async texts() {
			const texts: string[] = [];
			for (const file of await files()) texts.push(await readFile(file, "utf8"));
			return texts;
		},
	};
}
