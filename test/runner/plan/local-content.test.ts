import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { localContent } from "#runner/plan/local-content";
import { pluginIdentity } from "#runner/plan/plugin-version";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { nudge } from "../fixtures/nudge.ts";

/** A method of two files, one of which imports the other back. */
async function method(folder: string, step: string): Promise<string> {
	await mkdir(folder, { recursive: true });
	await writeFile(
		join(folder, "method.ts"),
		'import { step } from "./step.js";\nimport "editbench";\nexport { step };',
	);
	await writeFile(join(folder, "step.ts"), `import type {} from "./method";\nexport const step = ${step};`);
	await writeFile(join(folder, "unrelated.ts"), String(Math.random()));
	return join(folder, "method.ts");
}

test("a file's identity is that of its contents and of its local imports, wherever it lies", async () => {
	const [here, there] = [temporaryFolder(), temporaryFolder()];
	const first = localContent(await method(here, "1"));
	assert.is(localContent(await method(there, "1")), first);
	assert.is.not(localContent(await method(there, "2")), first);
	assert.match(first, /^[0-9a-f]{64}$/);
});

test("a local plug-in goes by the content of its files, one of a package by its version", async () => {
	const folder = temporaryFolder();
	const [plugin] = nudge();
	const local = pluginIdentity({ ...plugin!, source: await method(folder, "1") });
	assert.equal(local, { kind: "editor", name: "nudge", version: localContent(join(folder, "method.ts")) });

	const home = join(folder, "node_modules", "shout");
	const installed = await method(join(home, "dist"), "1");
	await writeFile(join(home, "package.json"), '{"name":"shout","version":"1.2.3"}');
	await writeFile(join(home, "dist", "package.json"), '{"type":"module"}');
	assert.is(pluginIdentity({ ...plugin!, source: installed }).version, "shout@1.2.3");
});

test("a plug-in knows the file that declares it", () => {
	assert.match(nudge()[0]?.source ?? "", /test\/runner\/fixtures\/nudge\.ts$/);
});

test.run();
