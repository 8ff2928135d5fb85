import {
	appendFileSync,
	cpSync,
	mkdirSync,
	readFileSync,
	realpathSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ImportGraph } from "#runner/plan/import-graph";
import { localContents } from "#runner/plan/local-content";
import { harnessVersion, pluginIdentity, readVersions } from "#runner/plan/plugin-version";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { nudge } from "../fixtures/nudge.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

test("a local plug-in goes by the content of its files, one of a package by its version", async () => {
	const folder = realpathSync(temporaryFolder());
	const [plugin] = nudge();
	writeFileSync(join(folder, "method.ts"), "export const step = 1;");
	const local = { ...plugin!, source: join(folder, "method.ts") };
	await readVersions([local]);
	const [version] = await localContents([join(folder, "method.ts")]);
	assert.equal(pluginIdentity(local), { kind: "editor", name: "nudge", version });

	const home = join(folder, "node_modules", "shout");
	mkdirSync(join(home, "dist"), { recursive: true });
	writeFileSync(join(home, "dist", "method.js"), "export const step = 1;");
	writeFileSync(join(home, "package.json"), '{"name":"shout","version":"1.2.3"}');
	writeFileSync(join(home, "dist", "package.json"), '{"type":"module"}');
	const installed = { ...plugin!, source: join(home, "dist", "method.js") };
	await readVersions([installed]);
	assert.is(pluginIdentity(installed).version, "shout@1.2.3");

	symlinkSync(folder, join(home, "linked"), "dir");
	const linked = { ...plugin!, source: join(home, "linked", "method.ts") };
	await readVersions([linked]);
	assert.is(pluginIdentity(linked).version, version, "a link into local sources is no package");
});

test("a plug-in knows the file that declares it", () => {
	assert.match(nudge()[0]?.source ?? "", /test\/runner\/fixtures\/nudge\.ts$/);
});

test("the harness has a version too, of what a worker runs", async () => {
	await readVersions([]);
	assert.match(harnessVersion(), /^[0-9a-f]{64}$/);
});

/** A copy of the sources, with the installed packages. */
function copyOfSources(): string {
	const folder = join(realpathSync(temporaryFolder()), "copy");
	for (const part of [
		"core",
		"engine",
		"hub",
		"runner",
		"editors",
		"metrics",
		"package.json",
		"tsconfig.json",
	])
		cpSync(join(root, part), join(folder, part), { recursive: true });
	symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
	return folder;
}

for (const entry of [
	"editors/ice/index.ts",

	"runner/worker/main.ts",
]) {
	test(`a line changed in any file that ${entry} reaches changes its identity, a comment in all of them does not`, async () => {
		const file = join(copyOfSources(), entry);
		const content = async () => (await localContents([file]))[0]!;
		const { files } = (await ImportGraph.of([file])).reachedFrom([file]);
		assert.ok(files.length > 10, `${files.length} files`);
		const first = await content();
		const code = files.filter((one) => !one.endsWith(".json"));
		for (const one of code) appendFileSync(one, "\n/* A remark. */\n\n// Another.\n");
		assert.is(await content(), first);
		const seen = new Set([first]);
		for (const one of files) {
			const before = readFileSync(one);
			writeFileSync(one, one.endsWith(".json") ? `[${before}]` : `${before}\nglobalThis.changed = true;\n`);
			const now = await content();
			assert.not(seen.has(now), one);
			seen.add(now);
			writeFileSync(one, before);
		}
		assert.is(await content(), first);
	});
}

test.run();
