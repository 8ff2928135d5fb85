let registered: Promise<unknown> | undefined;

/**
 * From here on `import()` takes TypeScript, whatever the version of Node. Into the one module graph: a loader with a graph of its own
 * would bring a second copy of every module of editbench.
 */
export async function importsTypeScript(): Promise<void> {
	registered ??= import("tsx/esm/api").then(({ register }) => register());
	await registered;
}
