/** The modules of `define…`, by their own addresses: a plug-in may well lie in a `core/editor.ts` of its own. */
const machinery = new Set(
	["defining-file", "plugin", "editor", "dataset", "metric", "model", "report"].map((name) =>
		import.meta.url.replace(/defining-file(\.\w+)$/, `${name}$1`),
	),
);

/** Frames to look at: those of the machinery, and the one that called it. */
const DEPTH = 10;

/**
 * The file whose code called `defineEditor` and friends: how the runner finds the content of a local plug-in,
 * so that a changed method never resumes into the old one's records.
 *
 * @returns a file's address (`file:`), or its path where it is CommonJS
 */
export function definingFile(): string | undefined {
	const files = callSites().map((site) => site.getFileName());
	return files.find(
		(file) => typeof file === "string" && !file.startsWith("node:") && !machinery.has(file),
	) as string | undefined;
}

/** Frames as V8 has them. A stack's text cannot be taken apart: paths may hold blanks, brackets, colons. */
function callSites(): readonly NodeJS.CallSite[] {
	const { prepareStackTrace, stackTraceLimit } = Error;
	try {
		Error.stackTraceLimit = DEPTH;
		Error.prepareStackTrace = (_error, sites) => sites;
		return new Error().stack as unknown as readonly NodeJS.CallSite[];
	} finally {
		Error.prepareStackTrace = prepareStackTrace;
		Error.stackTraceLimit = stackTraceLimit;
	}
}
