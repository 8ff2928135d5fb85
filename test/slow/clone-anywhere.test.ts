import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const root = fileURLToPath(new URL("../../", import.meta.url));
const name = `a clone (copied) ünder #1 50% q? & "more"`;

/** Hard links, since by symbolic ones Node would come back to the folder here. */
function copyModules(to: string): void {
	try {
		execFileSync("cp", ["-al", join(root, "node_modules"), to], { stdio: "ignore" });
	} catch {
		rmSync(to, { recursive: true, force: true });
		cpSync(join(root, "node_modules"), to, { recursive: true, verbatimSymlinks: true });
	}
}

const cloned = suite<{ folder: string; clone: string }>("a clone in a folder of any name");

cloned.before((context) => {
	context.folder = mkdtempSync(join(tmpdir(), "editbench-clone-"));
	context.clone = join(context.folder, name);
	const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], {
		cwd: root,
		encoding: "utf8",
	});
	for (const file of files.split("\0").filter((one) => one !== "")) {
		mkdirSync(dirname(join(context.clone, file)), { recursive: true });
		cpSync(join(root, file), join(context.clone, file));
	}
	copyModules(join(context.clone, "node_modules"));
	// One that was built here finds its library by a relative path.
	rmSync(join(context.clone, "node_modules/@tensorflow/tfjs-node"), { recursive: true, force: true });
});

cloned.after(({ folder }) => rmSync(folder, { recursive: true, force: true }));

const node = (cwd: string, ...args: readonly string[]) =>
	spawnSync(process.execPath, args, { cwd, encoding: "utf8", timeout: 300_000 });

cloned("checks, plans and runs an experiment", ({ clone }) => {
	const bench = (...args: readonly string[]) => node(clone, "bin/bench.js", ...args).stdout;
	assert.match(bench("check", "experiments/quickstart.ts"), "has no mistakes");
	assert.match(bench("plan", "experiments/quickstart.ts"), "Nothing is missing");
	assert.match(bench("run", "experiments/quickstart.ts", "--limit", "1"), /\| *ICE/);
});

cloned("runs its tests", ({ clone }) => {
	const program = [
		"--conditions=source",
		"--import",
		"./runner/read-typescript.js",
		"scripts/run-test-files.ts",
	];
	const files = [
		"core/plugin",
		"bin/check",
		"bin/usage",
		"bin/run",
		"engine/engines",
		"runner/load-experiment",
	];
	const { stdout: output, status } = node(clone, ...program, ...files.map((file) => `${file}.test.ts`));
	const [, total, passed] = /Total:\s*(\d+)\s*Passed:\s*(\d+)/.exec(output) ?? [];
	assert.equal([passed, status], [total, 0], output);
	assert.ok(Number(total) > 40, output);
});

cloned.run();
