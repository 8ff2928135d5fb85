import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { claimPartial, sweepPartials } from "#hub/claim-partial";
import { download } from "#hub/download";
import { type HubFixture, patterned, withHub } from "../helpers/hub-fixture.ts";

const weights = patterned(300_000, 3);
const request = { kind: "model", repo: "org/tiny", files: ["model.safetensors"] } as const;

/** Starts a process that downloads the file. */
function startChild({ environment }: HubFixture): ChildProcess {
	const script = fileURLToPath(new URL("../helpers/download-child.ts", import.meta.url));
	const env = { ...process.env, ...environment };
	const stdio = ["ignore", "pipe", "inherit"] as const;
	return spawn(
		process.execPath,
		["--conditions=source", "--import", import.meta.resolve("#read-typescript"), script, "org/tiny"],
		{
			env,
			stdio: [...stdio],
		},
	);
}

async function finish(child: ChildProcess): Promise<string> {
	let folder = "";
	for await (const chunk of child.stdout!) folder += chunk;
	return folder;
}

const blobs = ({ settings }: HubFixture) =>
	readdir(path.join(settings.cache, "models--org--tiny", "blobs")).catch(() => []);

/** An empty folder, and the name of a blob in it. */
async function withBlob(body: (blob: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), "hub-claim-"));
	await body(path.join(folder, "abc"));
	await rm(folder, { recursive: true });
}

const never = async (): Promise<boolean> => false;
const limits = { abandonedMs: 500 };

test(
	"two processes that want the same file fetch it once between them",
	withHub(async (fixture) => {
		const { server } = fixture;
		server.host("models/org/tiny", { "model.safetensors": weights });
		server.misbehave(/cdn:/, { kind: "drip", bytes: 15_000, everyMs: 60 });
		const folders = await Promise.all([finish(startChild(fixture)), finish(startChild(fixture))]);
		assert.is(server.transfers().length, 1);
		assert.is(folders[0], folders[1]);
		assert.equal(await readFile(path.join(folders[0]!, "model.safetensors")), weights);
		assert.is((await blobs(fixture)).length, 1);
	}),
);

test(
	"what a killed process had fetched is taken over by the next",
	withHub(async (fixture) => {
		const { server, settings, limits } = fixture;
		server.host("models/org/tiny", { "model.safetensors": weights });
		server.misbehave(/cdn:/, { kind: "stall", after: 100_000 }, 1);
		const child = startChild({ ...fixture });
		const partialSize = async (): Promise<number> => {
			const folder = path.join(settings.cache, "models--org--tiny", "blobs");
			const [partial] = await blobs(fixture);
			return partial ? (await readFile(path.join(folder, partial)).catch(() => "")).length : 0;
		};
		for (let i = 0; (await partialSize()) === 0 && i < 1000; i++) await wait(10);
		child.kill("SIGKILL");
		await finish(child);
		const { folder } = await download(request, { settings, limits });
		assert.match(server.transfers().at(-1)?.range ?? "", /^bytes=[1-9]\d*-$/);
		assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
		assert.is((await blobs(fixture)).length, 1);
	}),
);

test("a second claim waits until the first is released, and gets its bytes", () =>
	withBlob(async (blob) => {
		const first = (await claimPartial(blob, never, limits))!;
		await writeFile(first.file, "half");
		let isWaiting = true;
		const second = claimPartial(blob, never, limits).then((claim) => {
			isWaiting = false;
			return claim!;
		});
		// Longer than a partial file may lie untouched: its owner touches it.
		await wait(700);
		assert.ok(isWaiting);
		await first.release();
		const { file, release } = await second;
		assert.is(await readFile(file, "utf8"), "half");
		await release();
	}));

test("a claim is not needed when another process finished the blob", () =>
	withBlob(async (blob) => {
		const first = (await claimPartial(blob, never, limits))!;
		let isDone = false;
		const second = claimPartial(blob, async () => isDone, limits);
		await rename(first.file, blob);
		isDone = true;
		await first.release();
		assert.is(await second, undefined);
	}));

test("of two that begin in the same instant one gets the claim", () =>
	withBlob(async (blob) => {
		const claims = [claimPartial(blob, never, limits), claimPartial(blob, never, limits)];
		const first = (await Promise.race(claims))!;
		const folder = path.dirname(blob);
		await wait(400);
		assert.equal(await readdir(folder), [path.basename(first.file)]);
		await first.release();
		for (const claim of await Promise.all(claims)) await claim!.release();
		assert.equal(await readdir(folder), [], "an empty file is not worth keeping");
	}));

test("a partial file of another machine is free once nobody has touched it for a while, and never Python's", () =>
	withBlob(async (blob) => {
		const foreign = `${blob}.editbench-elsewhere-1-12345678.incomplete`;
		await writeFile(foreign, "far");
		await writeFile(`${blob}.incomplete`, "Python's");
		await writeFile(`${blob}.1a2b3c4d.incomplete`, "Python's");
		const begun = performance.now();
		const claim = (await claimPartial(blob, never, limits))!;
		assert.ok(performance.now() - begun >= 400);
		assert.is(await readFile(claim.file, "utf8"), "far");
		await claim.release();
		await sweepPartials(blob, limits.abandonedMs);
		assert.equal((await readdir(path.dirname(blob))).sort(), ["abc.1a2b3c4d.incomplete", "abc.incomplete"]);
	}));

test("a partial file of another container with this machine's name is not taken for a dead process's", () =>
	withBlob(async (blob) => {
		const first = (await claimPartial(blob, never, limits))!;
		const foreign = first.file.replace(/_\d*-\d+-/, "_1-1-");
		await first.release();
		assert.not.equal(foreign, first.file);
		await writeFile(foreign, "near");
		const begun = performance.now();
		const claim = (await claimPartial(blob, never, limits))!;
		assert.ok(performance.now() - begun >= 400);
		await claim.release();
	}));

test("a partial file of the future is free, and a folder or a link to nothing in one's place is nobody's", () =>
	withBlob(async (blob) => {
		const foreign = `${blob}.editbench-elsewhere-1-12345678.incomplete`;
		await writeFile(foreign, "far");
		const tomorrow = new Date(Date.now() + 86_400_000);
		await utimes(foreign, tomorrow, tomorrow);
		await mkdir(`${blob}.editbench-folder-1-12345678.incomplete`);
		await symlink("nowhere", `${blob}.editbench-link-1-12345678.incomplete`);
		const claim = (await claimPartial(blob, never, { abandonedMs: 60_000 }))!;
		assert.is(await readFile(claim.file, "utf8"), "far");
		await claim.release();
		await sweepPartials(blob, 0);
	}));

test("who loses a file to another process is told", () =>
	withBlob(async (blob) => {
		const claim = (await claimPartial(blob, never, limits))!;
		await writeFile(claim.file, "half");
		await utimes(claim.file, 0, 0);
		await rename(claim.file, `${blob}.editbench-elsewhere-1-12345678.incomplete`);
		await wait(200);
		assert.ok(claim.lost.aborted);
		await claim.release();
	}));

test.run();
