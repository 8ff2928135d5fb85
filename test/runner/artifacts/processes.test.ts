import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildLock } from "#runner/artifacts/build-lock";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const script = fileURLToPath(new URL("fixtures/build-slowly.ts", import.meta.url));

function builder(folder: string, log: string, milliseconds: number): ChildProcess {
	const args = [
		"--conditions=source",
		"--import",
		import.meta.resolve("#read-typescript"),
		script,
		folder,
		log,
		`${milliseconds}`,
	];
	return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

async function printed(child: ChildProcess): Promise<string> {
	let text = "";
	child.stdout!.on("data", (chunk) => {
		text += chunk;
	});
	await once(child, "close");
	return text.trim();
}

const lines = (log: string) => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);

test("processes that want the same artifact wait for the one that builds it", async () => {
	const folder = temporaryFolder();
	const log = join(folder, "log");
	const builders = await Promise.all([1, 2, 3].map(() => printed(builder(folder, log, 300))));
	assert.is(lines(log).length, 1);
	for (const found of builders) assert.is(found, lines(log)[0]);
});

test("the work of a process that was killed is taken over", async () => {
	const folder = temporaryFolder();
	const log = join(folder, "log");
	const first = builder(folder, log, 60_000);
	while (lines(log).length === 0) await wait(20);
	const second = printed(builder(folder, log, 0));
	await wait(100);
	first.kill("SIGKILL");
	const found = await second;
	assert.equal(lines(log), [`${first.pid}`, found]);
});

test("a lock of another machine is waited for, and broken when it has been silent for long", async () => {
	const folder = temporaryFolder();
	const path = join(folder, "x.lock");
	await writeFile(path, JSON.stringify({ host: `not-${hostname()}`, pid: 1 }));
	let waited = 0;
	const lock = buildLock(
		path,
		() => false,
		() => waited++,
	);
	await wait(400);
	assert.is(waited, 1);
	const longAgo = new Date(Date.now() - 11 * 60_000);
	await utimes(path, longAgo, longAgo);
	await (await lock)!.release();
	assert.not(existsSync(path));
});

test("a lock of another machine whose time is to come is broken too", async () => {
	const path = join(temporaryFolder(), "x.lock");
	await writeFile(path, JSON.stringify({ host: `not-${hostname()}`, pid: 1 }));
	const tomorrow = new Date(Date.now() + 86_400_000);
	await utimes(path, tomorrow, tomorrow);
	const lock = await buildLock(
		path,
		() => false,
		() => {},
	);
	await lock!.release();
});

test("what lies in a lock's place and is none ends the wait", async () => {
	const path = join(temporaryFolder(), "x.lock");
	mkdirSync(path);
	const wanted = buildLock(
		path,
		() => false,
		() => {},
	);
	await rejection(wanted, {
		message: /x\.lock is a folder, where the lock should be made$/,
		hint: /delete it/,
	});
});

test.run();
