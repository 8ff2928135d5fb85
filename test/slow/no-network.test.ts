import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { outsideCi } from "../helpers/outside-ci.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Calls that reach out, and calls that make, fill, move or remove a file or a folder. */
const TRACED =
	"trace=network,open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate";

/** Where a run may write, by what the environment calls it. */
interface Places {
	/** The command runs there, and results lie below. */
	readonly project: string;
	readonly HOME: string;
	readonly TMPDIR: string;
	readonly EDITBENCH_CACHE: string;
}

interface Traced {
	readonly places: Places;
	readonly code: number | null;
	readonly output: string;
	/** Calls of all processes and threads, as strace writes them. */
	readonly calls: readonly string[];
}

const bench = [process.execPath, join(root, "bin", "bench.js")];
const OPTIONS = ["-f", "--seccomp-bpf"];

/** Runs a command with all its processes under strace. */
function traced(...command: readonly string[]): Traced {
	const parent = realpathSync(mkdtempSync(join(tmpdir(), "editbench-strace-")));
	try {
		const folder = (name: string) => mkdtempSync(join(parent, `${name}-`));
		const places = {
			project: folder("project"),
			HOME: folder("home"),
			TMPDIR: folder("tmp"),
			EDITBENCH_CACHE: folder("cache"),
		};
		const { project, ...env } = places;
		const log = join(parent, "calls.txt");
		const own = Object.entries(outsideCi()).filter(
			([name]) => !/^(npm_|NODE_OPTIONS|ORT_|XDG_|HF_)/.test(name),
		);
		const strace = [...OPTIONS, "-y", "-s", "200", "-o", log, "-e", TRACED];
		const { status, stdout, stderr } = spawnSync("strace", [...strace, ...command], {
			cwd: project,
			env: { ...Object.fromEntries(own), ...env },
			encoding: "utf8",
			timeout: 400_000,
		});
		return { places, code: status, output: stdout + stderr, calls: wholeCalls(readFileSync(log, "utf8")) };
	} finally {
		rmSync(parent, { recursive: true, force: true });
	}
}

/** A call that another process's interrupts is in two lines: they are joined. */
function wholeCalls(log: string): string[] {
	const begun = new Map<string, string>();
	const calls: string[] = [];
	for (const line of log.split("\n")) {
		const [, process, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
		if (process === undefined || rest === undefined) continue;
		const [, start] = /^(.*) <unfinished \.\.\.>$/.exec(rest) ?? [];
		if (start !== undefined) {
			begun.set(process, start);
			continue;
		}
		const [, end] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? [];
		calls.push(end === undefined ? rest : `${begun.get(process)}${end}`);
	}
	return calls;
}

/** Sockets between the processes of a run, and files that only look like sockets, are of the local kind. */
const reachesOut = (call: string): boolean =>
	(/^socket\(/.test(call) && !/^socket\(AF_UNIX/.test(call)) || /sa_family=AF_(?!UNIX)/.test(call);

const CHANGES = /^(creat|mkdir|mknod|rename|link|symlink|unlink|rmdir|truncate)/;
const OPENS_TO_WRITE = /^open\w*\(.*\bO_(WRONLY|RDWR|CREAT|TRUNC|APPEND)\b/;

/** Paths that a call changes; of a relative one, the folder that it is relative to comes first. */
function changedBy(call: string, { project }: Places): string[] {
	if (!CHANGES.test(call) && !OPENS_TO_WRITE.test(call)) return [];
	const [given] = call.split(/\) = /);
	const [, folder = project] = /^\w+\((?:AT_FDCWD|\d+)<([^>]*)>/.exec(call) ?? [];
	return [...given!.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path]) => resolve(folder, path!));
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** Writing to them leaves nothing. */
const isDevice = (path: string): boolean => /^\/(dev|proc)\//.test(path);

const strays = ({ calls, places }: Traced): string[] => {
	const allowed = [places.project, places.TMPDIR, places.EDITBENCH_CACHE];
	const changed = new Set(calls.flatMap((call) => changedBy(call, places)));
	return [...changed].filter((path) => !isDevice(path) && !allowed.some((folder) => isWithin(path, folder)));
};

const quiet = suite("a run of a bundled experiment, under strace");
const probe = spawnSync("strace", [...OPTIONS, "-o", "/dev/null", "true"], { encoding: "utf8" });

if (probe.status === 0) {
	quiet("would be seen to connect, and to leave a file elsewhere", () => {
		const program = `
			require("fs").writeFileSync(process.env.HOME + "/left", "");
			require("net").connect(9, "127.0.0.1").on("error", () => {});
		`;
		const run = traced(process.execPath, "-e", program);
		assert.equal(strays(run), [join(run.places.HOME, "left")]);
		assert.ok(run.calls.some((call) => call.startsWith("connect(") && reachesOut(call)));
	});

	quiet(
		"makes no connection, and leaves nothing outside its folder, the caches and the temporary one",
		() => {
			const quickstart = join(root, "experiments", "quickstart.ts");
			const run = traced(...bench, "run", quickstart, "--limit", "2", "--workers", "2");
			assert.is(run.code, 0, run.output);
			assert.match(run.output, "Edit Succ.");
			assert.ok(
				run.calls.some((call) => call.includes("libonnxruntime.so")),
				"no worker was seen",
			);
			assert.ok(
				run.calls
					.flatMap((call) => changedBy(call, run.places))
					.some((path) => path.endsWith("/manifest.json")),
				"no file of the run was seen",
			);
			assert.equal(run.calls.filter(reachesOut), []);
			assert.equal(strays(run), []);
		},
	);

	quiet("nor does a build of statistics", () => {
		const what = ["--model", "mini-gpt2", "--layers", "0", "--corpus", "atlas", "--samples", "100"];
		const run = traced(...bench, "stats", "build", ...what);
		assert.is(run.code, 0, run.output);
		assert.equal(run.calls.filter(reachesOut), []);
		assert.equal(strays(run), []);
	});
} else {
	const why = probe.error?.message ?? probe.stderr.trim().split("\n").at(-1);
	console.log(`skipped: strace does not run here: ${why}`);
}

quiet.run();
