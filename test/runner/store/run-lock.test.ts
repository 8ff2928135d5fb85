import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
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

test("of many that want a dead run's lock, one gets it", async () => {
	const path = await newLock();
	await (await acquireLock(path)).release();
	await writeFile(path, "");
	const all = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(path)));
	assert.is(all.filter(({ status }) => status === "fulfilled").length, 1);
});

test.run();
