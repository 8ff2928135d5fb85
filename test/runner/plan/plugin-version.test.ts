import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { localContents } from "#runner/plan/local-content";
import { harnessVersion, pluginIdentity, readVersions } from "#runner/plan/plugin-version";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { nudge } from "../fixtures/nudge.ts";
import { assertEveryFileCounts } from "./changed-files.ts";

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

for (const entry of ["editors/ice/index.ts", "runner/worker/main.ts"]) {
	test(`a line changed in a file that ${entry} reaches changes its identity, a comment in all does not (every 20th; the others among the slow tests)`, () =>
		assertEveryFileCounts(entry, 20));
}

test.run();
