import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { machineInfo } from "#runner/store/machine-info";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

test("what changed in the repository counts, wherever the experiment lies, but for files that are named", async () => {
	const folder = temporaryFolder();
	const git = (...args: string[]) =>
		execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
			cwd: folder,
			encoding: "utf8",
		});
	const below = join(folder, "experiments");
	mkdirSync(below);
	const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
	git("init", "--quiet");
	assert.is((await machineInfo(below)).git, undefined);
	write("page.md", "one");
	write("code.ts", "one");
	git("add", ".");
	git("commit", "--quiet", "--message", "one");
	const commit = git("rev-parse", "HEAD").trim();
	assert.equal((await machineInfo(below)).git, { commit, changed: false });
	write("page.md", "two");
	assert.equal((await machineInfo(below)).git, { commit, changed: true });
	assert.equal((await machineInfo(below, ["page.md"])).git, { commit, changed: false });
	write("code.ts", "two");
	assert.equal((await machineInfo(below, ["page.md"])).git, { commit, changed: true });
});

test.run();
