import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));

/** npm and npx as a user's shell has them, without what `npm run` puts into the environment. */
function command(name: string, args: readonly string[], cwd: string): string {
	const own = Object.entries(process.env).filter(([key]) => !/^(npm_|NODE_OPTIONS|INIT_CWD)/.test(key));
	return execFileSync(name, args, { cwd, env: Object.fromEntries(own), encoding: "utf8", timeout: 300_000 });
}

const packed = suite<{ project: string }>("the package, installed outside the clone");

packed.before((context) => {
	context.project = mkdtempSync(join(tmpdir(), "editbench (package) ünder #1 50% q? "));
	command("npm", ["run", "build"], root);
	const listing = command("npm", ["pack", "--json", "--pack-destination", context.project], root);
	const [{ filename }] = JSON.parse(listing) as [{ filename: string }];
	writeFileSync(join(context.project, "package.json"), '{ "private": true }\n');
	command("npm", ["install", "--ignore-scripts", "--no-audit", `./${filename}`], context.project);
	for (const file of ["my.ts", "my-editor.ts", "with-my-editor.ts"]) {
		cpSync(join(fixtures, file), join(context.project, file));
	}
});

packed.after(({ project }) => rmSync(project, { recursive: true, force: true }));

packed("runs a ten-line experiment", ({ project }) => {
	const output = command("npx", ["bench", "run", "my.ts"], project);
	assert.match(output, "Edit Succ.");
	assert.match(output, /\| *FT-M/);
	assert.ok(existsSync(join(project, "runs", "my", "manifest.json")));
});

packed("runs an editor from the file beside the experiment, with nothing registered", ({ project }) => {
	const output = command("npx", ["bench", "run", "with-my-editor.ts"], project);
	assert.match(output, /\| *ascent/);
});

packed("says its version", ({ project }) => {
	const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
	assert.is(command("npx", ["bench", "--version"], project).trim(), version);
});

packed.run();
