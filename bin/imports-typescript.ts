let registered: Promise<unknown> | undefined;

/**
 * From here on `import()` takes TypeScript, whatever the version of Node. Into the one module graph: a loader with a
 * graph of its own would bring a second copy of every module of editbench.
 */
export async function importsTypeScript(): Promise<void> {
	const native = (process.features as { typescript?: unknown }).typescript;
	// This module being TypeScript shows that something reads it already.
	if (native || import.meta.url.endsWith(".ts")) return;
	registered ??= import("tsx/esm/api").then(({ register }) => register());
	await registered;
}
