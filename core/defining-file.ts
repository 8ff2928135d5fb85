/** Lines of a stack that lie in the machinery of `define…` or in Node, not in the plug-in. */
const MACHINERY =
	/[/\\](core[/\\](defining-file|plugin|editor|dataset|metric|model|report)\.[jt]s)|node:internal/;

/**
 * The file whose code called `defineEditor` and friends: how the runner finds the content of a local plug-in,
 * so that a changed method never resumes into the old one's records.
 */
export function definingFile(): string | undefined {
	const lines = new Error().stack?.split("\n").slice(1) ?? [];
	for (const line of lines) {
		const file = /(file:\/\/[^\s)]+|\/[^\s):]+|[A-Za-z]:\\[^\s):]+)(?::\d+)?(?::\d+)?\)?$/.exec(line)?.[1];
		if (file !== undefined && !MACHINERY.test(line))
			return file.replace(/[?#].*$/, "").replace(/(:\d+){1,2}$/, "");
	}
	return undefined;
}
