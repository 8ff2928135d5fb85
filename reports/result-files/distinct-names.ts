import type { ResultFile } from "./file-names.ts";

/** Bytes that a name may grow by. */
export const LONGEST_NUMBER = "-10000000".length;

/**
 * Names shorten labels, so two cells may get one name: the later ones are numbered, lest one replace another. Names that
 * differ in case only are one on the disks of macOS and Windows.
 */
export function distinctNames(files: readonly ResultFile[]): ResultFile[] {
	const taken = new Set<string>();
	const counts = new Map<string, number>();
	return files.map(({ name, contents }) => {
		let [free, count] = [name, counts.get(onDisk(name)) ?? 1];
		while (taken.has(onDisk(free))) free = numbered(name, ++count);
		taken.add(onDisk(free));
		counts.set(onDisk(name), count);
		return { name: free, contents };
	});
}

const onDisk = (name: string) => name.normalize().toLowerCase();

/** The number stands where the model's name ends: `…_gpt2-xl-2_results.json`. */
const numbered = (name: string, count: number) =>
	name.replace(/_(results|gen_sentence)\.json$/, `-${count}$&`);
