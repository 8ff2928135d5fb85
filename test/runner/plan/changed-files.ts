import { appendFileSync, cpSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as assert from "uvu/assert";
import { ImportGraph } from "#runner/plan/import-graph";
import { localContents } from "#runner/plan/local-content";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const parts = ["core", "engine", "hub", "runner", "editors", "metrics", "package.json", "tsconfig.json"];

/** A copy of the sources, with the installed packages. */
function copyOfSources(): string {
	const folder = join(realpathSync(temporaryFolder()), "copy");
	for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
	symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
	return folder;
}

/**
 * Asserts that a comment in all files that a source file reaches leaves its identity, and that a line changed in one of
 * them does not.
 *
 * @param step every which of these files is changed, one after the other
 */
export async function assertEveryFileCounts(entry: string, step = 1): Promise<void> {
	const file = join(copyOfSources(), entry);
	const content = async () => (await localContents([file]))[0]!;
	const { files } = (await ImportGraph.of([file])).reachedFrom([file]);
	assert.ok(files.length > 10, `${files.length} files`);
	const first = await content();
	const code = files.filter((one) => !one.endsWith(".json"));
	for (const one of code) appendFileSync(one, "\n/* A remark. */\n\n// Another.\n");
	assert.is(await content(), first);
	const seen = new Set([first]);
	for (const one of files.filter((_, at) => at % step === 0)) {
		const before = readFileSync(one);
		writeFileSync(one, one.endsWith(".json") ? `[${before}]` : `${before}\nglobalThis.changed = true;\n`);
		const now = await content();
		assert.not(seen.has(now), one);
		seen.add(now);
		writeFileSync(one, before);
	}
	assert.is(await content(), first);
}
