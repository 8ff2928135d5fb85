import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { outsideCi } from "../../helpers/outside-ci.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const binding = new URL("../../../engine/onnx/binding.ts", import.meta.url).href;
const root = fileURLToPath(new URL("../../../", import.meta.url));
const load = `(await import(${JSON.stringify(binding)})).loadBinding(); console.log("loaded")`;
/** Threads do not inherit what reads TypeScript. */
const loader = JSON.stringify(import.meta.resolve("tsx/esm/api"));
const inThread = `
	import Module from "node:module";
	const resolve = Module._resolveFilename;
	Module._resolveFilename = (name, ...rest) => {
		if (name === "koffi" && process.env.NO_KOFFI) throw new Error("koffi is not for this machine");
		return resolve(name, ...rest);
	};
	(await import(${loader})).register();
	try {
		${load};
	} catch ({ message, hint }) {
		console.log(message + ". " + hint);
	}
`;
const loadByItself = `
	const { binding, initOrt } = (await import("node:module")).createRequire(${JSON.stringify(binding)})("onnxruntime-node/dist/binding.js");
	initOrt();
	new binding.InferenceSession();
	console.log("loaded");
`;

/** Runs a program in a home of its own. @returns what it printed, and the files that it left there */
function filesAfter(program: string, given: Readonly<Record<string, string>> = {}) {
	const [home, folder] = [temporaryFolder(), temporaryFolder()];
	writeFileSync(join(folder, "program.mjs"), program);
	writeFileSync(join(folder, "thread.mjs"), inThread);
	const { ORT_DISABLE_TELEMETRY: _, XDG_CACHE_HOME: __, ...env } = outsideCi();
	const { stdout, stderr } = spawnSync(
		process.execPath,
		["--conditions=source", "--import", "tsx", join(folder, "program.mjs")],
		{ cwd: root, env: { ...env, HOME: home, ...given }, encoding: "utf8", timeout: 60_000 },
	);
	return { out: stdout + stderr, files: readdirSync(home, { recursive: true, encoding: "utf8" }) };
}

test("loading the binding leaves no file in the user's home", () => {
	assert.equal(filesAfter(load), { out: "loaded\n", files: [] });
});

test("a user's own setting cannot turn telemetry on", () => {
	assert.equal(filesAfter(load, { ORT_DISABLE_TELEMETRY: "0" }), { out: "loaded\n", files: [] });
});

/** Starts the program in thread.mjs. */
const startThread = (env: string): string => `
	import { Worker } from "node:worker_threads";
	const thread = new Worker(new URL("thread.mjs", import.meta.url), { env: ${env} });
	await new Promise((resolve, reject) => thread.on("exit", resolve).on("error", reject));
`;

test("nor does loading it in a worker thread leave one, whose environment is a copy", () => {
	const program = startThread('{ ...process.env, ORT_DISABLE_TELEMETRY: "1" }');
	assert.equal(filesAfter(program), { out: "loaded\n", files: [] });
});

test("a worker thread that cannot reach the environment does not load it, and says what to do", () => {
	const { out, files } = filesAfter(startThread('{ ...process.env, NO_KOFFI: "1" }'));
	assert.is(
		out,
		"ONNX Runtime would send telemetry: a worker thread cannot set ORT_DISABLE_TELEMETRY, since koffi does not load. " +
			"Set ORT_DISABLE_TELEMETRY=1 before Node starts, or use the engine in the main thread.\n",
	);
	assert.equal(files, []);
	const given = { ORT_DISABLE_TELEMETRY: "1" };
	assert.equal(filesAfter(startThread('{ ...process.env, NO_KOFFI: "1" }'), given), {
		out: "loaded\n",
		files: [],
	});
});

test("without the binding's door the library would leave its marks, so that these tests can fail", () => {
	if (process.platform !== "linux")
		return console.log("skipped: only the Linux build leaves files below HOME");
	const { out, files } = filesAfter(loadByItself);
	assert.is(out, "loaded\n");
	assert.ok(
		files.some((file) => file.includes(".onnxruntime")),
		files.join(),
	);
});

test.run();
