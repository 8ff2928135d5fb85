import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	cpSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { acquireLock } from "#runner/store/run-lock";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const newLock = async () => join(temporaryFolder(), "deeper", "lock");

test("a folder is locked until it is released", async () => {
	const path = await newLock();
	const lock = await acquireLock(path);
	await rejection(acquireLock(path), { message: /Another run writes to .*deeper/, hint: /--out/ });
	await lock.release();
	assert.not(existsSync(path));
	await (await acquireLock(path)).release();
});

test("the lock of a process that was killed is taken over", async () => {
	const path = await newLock();
	const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
	await (await acquireLock(path)).release();
	await writeFile(path, JSON.stringify({ host: hostname(), pid: child.pid }));
	await rejection(acquireLock(path), { message: new RegExp(`process ${child.pid}`) });
	child.kill("SIGKILL");
	await once(child, "exit");
	const lock = await acquireLock(path);
	assert.is(JSON.parse(await readFile(path, "utf8")).pid, process.pid);
	await lock.release();
});

test("a later process with the number of the dead one does not hold its lock", async () => {
	const path = await newLock();
	const lock = await acquireLock(path);
	const mine = JSON.parse(await readFile(path, "utf8"));
	if (mine.began === undefined) {
		console.log("  skipped: this system does not tell when a process began");
		return lock.release();
	}
	await writeFile(path, JSON.stringify({ ...mine, began: "another boot 1" }));
	await (await acquireLock(path)).release();
});

test("whether a process on another machine runs is left to the user", async () => {
	const path = await newLock();
	await (await acquireLock(path)).release();
	await writeFile(path, JSON.stringify({ host: "elsewhere", pid: 1 }));
	await rejection(acquireLock(path), { message: /process 1 on elsewhere/, hint: /delete .*lock/ });
});

test("a lock that cannot be read is nobody's", async () => {
	const path = await newLock();
	await (await acquireLock(path)).release();
	await writeFile(path, "");
	await (await acquireLock(path)).release();
	assert.not(existsSync(path));
});

for (const [what, make, message] of [
	["a folder", (path) => mkdirSync(path), /lock is a folder, where the lock should be made$/],
	["a folder with files", (path) => mkdirSync(join(path, "x"), { recursive: true }), /lock is a folder/],
	["a link to nothing", (path) => symlinkSync("nowhere", path), /lock is a link/],
	["a link to itself", (path) => symlinkSync("lock", path), /lock is a link/],
	["a link to a file", (path) => symlinkSync(fileURLToPath(import.meta.url), path), /lock is a link/],
	[
		"a socket",
		async (path) => {
			const server = createServer().listen(path);
			await once(server, "listening");
			server.unref();
		},
		/lock is no regular file/,
	],
	["somebody's text", (path) => writeFileSync(path, "groceries"), /lock is a file that names no process/],
	["JSON of another shape", (path) => writeFileSync(path, "[1]"), /lock is a file that names no process/],
	["half a lock", (path) => writeFileSync(path, '{"host":"a","pi'), /lock is a file that names no process/],
	["a large file", (path) => writeFileSync(path, " ".repeat(5000)), /lock is a file of 5000 bytes/],
] as readonly (readonly [string, (path: string) => unknown, RegExp])[]) {
	test(`${what} in the lock's place is refused, and left as it is`, async () => {
		const path = join(temporaryFolder(), "lock");
		await make(path);
		const before = lstatSync(path);
		await rejection(acquireLock(path), { message, hint: /delete it and run the same command again/ });
		assert.is(lstatSync(path).ino, before.ino);
		assert.equal(readdirSync(dirname(path)), ["lock"], "nothing is left beside it");
	});
}

test("the lock of a run in another container of this machine is left to the user; one of an earlier boot is not", async () => {
	const path = await newLock();
	const lock = await acquireLock(path);
	const mine = JSON.parse(await readFile(path, "utf8"));
	await lock.release();
	if (mine.space === undefined) return console.log("  skipped: this system has no namespaces of processes");
	await writeFile(path, JSON.stringify({ ...mine, space: "pid:[1]" }));
	await rejection(acquireLock(path), {
		message: new RegExp(`is locked by process ${process.pid} in another container on ${hostname()}$`),
		hint: /Only that container can tell .* delete .*lock/,
	});
	await writeFile(path, JSON.stringify({ ...mine, space: "pid:[1]", began: "another-boot 5" }));
	await (await acquireLock(path)).release();
});

/** Root may read and write everything, so that a test which root runs becomes nobody for a while. */
async function asNobody(work: () => Promise<unknown>): Promise<void> {
	const isRoot = process.getuid?.() === 0;
	if (isRoot) process.seteuid?.(65534);
	try {
		await work();
	} finally {
		if (isRoot) process.seteuid?.(0);
	}
}

/** A folder that nobody can reach, and its lock. */
function reachable(): { folder: string; path: string } {
	const folder = temporaryFolder();
	chmodSync(dirname(folder), 0o755);
	writeFileSync(join(folder, "lock"), "");
	return { folder, path: join(folder, "lock") };
}

test("a lock that may not be read is refused in words", async () => {
	const { folder, path } = reachable();
	chmodSync(folder, 0o777);
	chmodSync(path, 0o000);
	await asNobody(() =>
		rejection(acquireLock(path), {
			message: /^Cannot read the lock .*lock: permission denied \(EACCES\)$/,
			hint: /delete it/,
		}),
	);
});

test("a lock that cannot be made is refused in words", async () => {
	const { folder, path } = reachable();
	chmodSync(folder, 0o555);
	await asNobody(() =>
		rejection(acquireLock(path), {
			message: /^Cannot make the lock .*lock: permission denied \(EACCES\)$/,
			hint: /another folder/,
		}),
	);
	chmodSync(folder, 0o777);
});

test("a dead run's lock that cannot be removed is refused in words", async () => {
	if (process.getuid?.() !== 0)
		return console.log("  skipped: only root can make a file that we cannot remove");
	const { folder, path } = reachable();
	// Everybody may make files, and remove their own.
	chmodSync(folder, 0o1777);
	chmodSync(path, 0o644);
	await asNobody(() =>
		rejection(acquireLock(path), {
			message: /^Cannot remove the lock .*lock, whose process has ended: operation not permitted \(EPERM\)$/,
			hint: /delete it/,
		}),
	);
	assert.equal(readdirSync(folder), ["lock"]);
});

test("a folder that cannot be made is refused in words", async () => {
	const folder = temporaryFolder();
	writeFileSync(join(folder, "file"), "");
	await rejection(acquireLock(join(folder, "file", "lock")), {
		message: /^Cannot make the folder .*file: something else is in its place \(EEXIST\)$/,
		hint: /--out/,
	});
	await rejection(acquireLock(join(folder, "x".repeat(300), "lock")), {
		message: /: its name is too long \(ENAMETOOLONG\)$/,
	});
});

test("whoever holds a lock is told when its folder is not the same any more", async () => {
	for (const [disturb, state] of [
		[(folder: string) => rmSync(folder, { recursive: true }), "gone"],
		[(folder: string) => renameSync(folder, `${folder}-elsewhere`), "gone"],
		[(folder: string) => rmSync(join(folder, "lock")), "gone"],
		[
			(folder: string) => {
				renameSync(folder, `${folder}-elsewhere`);
				cpSync(`${folder}-elsewhere`, folder, { recursive: true });
			},
			"another one",
		],
		[
			(folder: string) => {
				renameSync(folder, `${folder}-elsewhere`);
				writeFileSync(folder, "");
			},
			"gone",
		],
	] as const) {
		const path = await newLock();
		const lock = await acquireLock(path);
		lock.check();
		disturb(dirname(path));
		await rejection(Promise.resolve().then(lock.check), {
			message: new RegExp(
				`deeper was moved, removed or replaced while the run wrote to it: its lock is ${state}$`,
			),
			hint: /goes on from what lies in the folder/,
		});
		await lock.release().catch(() => undefined);
	}
});

test("a folder that is reached by a link, before or since, is the same", async () => {
	const path = await newLock();
	const lock = await acquireLock(path);
	renameSync(dirname(path), `${dirname(path)}-elsewhere`);
	symlinkSync(`${dirname(path)}-elsewhere`, dirname(path));
	lock.check();
	await lock.release();
	assert.not(existsSync(path));
});

test("of many that want a dead run's lock, one gets it", async () => {
	const path = await newLock();
	await (await acquireLock(path)).release();
	await writeFile(path, "");
	const all = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(path)));
	assert.is(all.filter(({ status }) => status === "fulfilled").length, 1);
});

test.run();
