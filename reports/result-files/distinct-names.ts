import type { ResultFile } from "./file-names.ts";

/** Names shorten labels, so two cells may get one name: the later ones are numbered, lest one replace another. */
export function distinctNames(files: readonly ResultFile[]): ResultFile[] {
	const taken = new Map<string, number>();
	return files.map(({ name, contents }) => {
		const count = (taken.get(name) ?? 0) + 1;
		taken.set(name, count);
		return { name: count === 1 ? name : numbered(name, count), contents };
	});
}

/** The number stands where the model's name ends: `…_gpt2-xl-2_results.json`. */
const numbered = (name: string, count: number) =>
	name.replace(/_(results|gen_sentence)\.json$/, `-${count}$&`);
