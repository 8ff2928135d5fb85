import { nearest } from "#core/nearest";

/** Which files of a repository are wanted, and what must be among them. */
export interface FileSelection {
	readonly wants: (path: string) => boolean;
	/** Patterns each of which must match a wanted file. */
	readonly required: readonly string[];
	/** Wanted when they are downloaded, not missed when they are not there. */
	readonly optional?: (path: string) => boolean;
}

/**
 * Names and patterns (each must match at least one file), a predicate, or both.
 * In a pattern `*` and `?` match any characters, `/` too, as in Python's tools.
 */
export type Files = readonly string[] | ((path: string) => boolean) | FileSelection;

/** True when a path matches a pattern of `*`, `?` and plain characters. */
export function matches(pattern: string, path: string): boolean {
	const source = pattern
		.replace(/[\\^$.+()|{}[\]]/g, "\\$&")
		.replaceAll("*", ".*")
		.replaceAll("?", ".");
	return new RegExp(`^${source}$`, "s").test(path);
}

export function asSelection(files: Files): FileSelection {
	if (typeof files === "function") return { wants: files, required: [] };
	if ("wants" in files) return files;
	return { wants: (path) => files.some((pattern) => matches(pattern, path)), required: files };
}

/** @returns the required patterns that no wanted path matches */
export const unmatched = ({ wants, required }: FileSelection, paths: readonly string[]): readonly string[] =>
	required.filter((pattern) => !paths.some((path) => wants(path) && matches(pattern, path)));

/** `'a.json' (did you mean 'b.json'?), '*.bin'` */
export function describeUnmatched(patterns: readonly string[], paths: readonly string[]): string {
	const withSuggestion = (pattern: string): string => {
		const near = /[*?]/.test(pattern) ? undefined : nearest(pattern, paths);
		return near === undefined ? `'${pattern}'` : `'${pattern}' (did you mean '${near}'?)`;
	};
	return patterns.map(withSuggestion).join(", ");
}
