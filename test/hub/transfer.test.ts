import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { download } from "#hub/download";
import type { Fault } from "../helpers/hub-faults.ts";
import { type HubFixture, patterned, withHub } from "../helpers/hub-fixture.ts";
import { rejection } from "../helpers/rejection.ts";

const weights = patterned(300_000, 7);
const request = { kind: "model", repo: "org/tiny", files: ["model.safetensors"] } as const;

/** Hosts the file, sets the fault on its bytes and downloads it. */
async function downloadWith({ server, settings, limits }: HubFixture, fault: Fault, times?: number) {
	server.host("models/org/tiny", { "model.safetensors": weights });
	server.misbehave(/cdn:/, fault, times);
	return download(request, { settings, limits });
}

/** Where each request for bytes began. */
const starts = ({ server }: HubFixture) =>
	server.transfers().map((seen) => Number(/^bytes=(\d+)-$/.exec(seen.range ?? "bytes=0-")?.[1]));

async function assertBytes({ folder }: { folder: string }): Promise<void> {
	assert.equal(await readFile(path.join(folder, "model.safetensors")), weights);
}

const blobs = ({ settings }: HubFixture) => readdir(path.join(settings.cache, "models--org--tiny", "blobs"));

test(
	"a server error is tried again",
	withHub(async (fixture) => {
		await assertBytes(await downloadWith(fixture, { kind: "status", status: 500 }, 2));
		assert.equal(starts(fixture), [0, 0, 0]);
	}),
);

test(
	"a server that never recovers is given up after four tries",
	withHub(async (fixture) => {
		await rejection(downloadWith(fixture, { kind: "status", status: 503 }), {
			message:
				/^Fetching 'model\.safetensors' of model 'org\/tiny' at 'main' failed 4 times in a row: HTTP 503 from 127/,
			hint: /try again later/,
		});
		assert.is(starts(fixture).length, 4);
		assert.equal(await blobs(fixture), []);
	}),
);

test(
	"Retry-After is waited for",
	withHub(async (fixture) => {
		const begun = performance.now();
		const busy = { kind: "status", status: 429, headers: { "retry-after": "0.3" } } as const;
		await assertBytes(await downloadWith(fixture, busy, 1));
		assert.ok(performance.now() - begun >= 300);
	}),
);

test(
	"after a cut connection the next request asks for the rest only, and the bytes are right",
	withHub(async (fixture) => {
		await assertBytes(await downloadWith(fixture, { kind: "cut", after: 100_000 }, 1));
		const [first, second, ...others] = starts(fixture);
		assert.is(first, 0);
		assert.ok(second! > 0 && second! <= 100_000, `second request from ${second}`);
		assert.equal(others, []);
	}),
);

test(
	"each cut that brought a good piece is forgiven",
	withHub(async (fixture) => {
		const limits = { ...fixture.limits, progressBytes: 20_000 };
		await assertBytes(await downloadWith({ ...fixture, limits }, { kind: "cut", after: 30_000 }, 9));
		assert.is(starts(fixture).length, 10);
		assert.ok(starts(fixture).at(-1)! > 200_000);
	}),
);

test(
	"cuts that bring next to nothing are not",
	withHub(async (fixture) => {
		const cut = downloadWith(fixture, { kind: "cut", after: 10 });
		await rejection(cut, { message: /failed 4 times in a row: 127.+/, hint: /What has arrived is kept/ });
		assert.is(starts(fixture).length, 4);
	}),
);

test(
	"what arrived before giving up is where the next download() starts",
	withHub(async (fixture) => {
		const { server, settings, limits } = fixture;
		await rejection(downloadWith(fixture, { kind: "cut", after: 10_000 }), { message: /4 times/ });
		server.behave();
		await assertBytes(await download(request, { settings, limits }));
		assert.is(starts(fixture).length, 1);
		assert.ok(starts(fixture)[0]! > 0);
		assert.is((await blobs(fixture)).length, 1, "the partial file is gone");
	}),
);

test(
	"an answer that ends early without a word is noticed and completed",
	withHub(async (fixture) => {
		await assertBytes(await downloadWith(fixture, { kind: "short", after: 5000 }, 1));
		assert.equal(starts(fixture), [0, 5000]);
	}),
);

test(
	"a server without Range sends everything again, and the bytes are right",
	withHub(async (fixture) => {
		const { server } = fixture;
		server.misbehave(/cdn:/, { kind: "cut", after: 100_000 }, 1);
		await assertBytes(await downloadWith(fixture, { kind: "ignoreRange" }));
		assert.is(starts(fixture).length, 2);
	}),
);

test(
	"wrong bytes are fetched once more, then refused, and not kept",
	withHub(async (fixture) => {
		await rejection(downloadWith(fixture, { kind: "alter" }), {
			message:
				/'model\.safetensors' of .+ arrived with wrong contents: sha256 [0-9a-f]{64}, want [0-9a-f]{64}$/,
			hint: /alters files/,
		});
		assert.equal(starts(fixture), [0, 0]);
		assert.equal(await blobs(fixture), []);
	}),
);

test(
	"wrong bytes are made good when the second answer is right",
	withHub(async (fixture) => {
		await assertBytes(await downloadWith(fixture, { kind: "alter" }, 1));
	}),
);

test(
	"wrong bytes of a small file are found by git's hash",
	withHub(async ({ server, settings, limits }) => {
		server.host("models/org/tiny", { "config.json": "{}" });
		server.misbehave(/resolve-cache/, { kind: "alter" });
		const config = { kind: "model", repo: "org/tiny", files: ["config.json"] } as const;
		await rejection(download(config, { settings, limits }), {
			message: /git sha1 [0-9a-f]{40}, want [0-9a-f]{40}$/,
		});
	}),
);

test(
	"a file longer than the hub lists is refused",
	withHub(async (fixture) => {
		const tooLong = downloadWith(fixture, { kind: "lengthen" });
		await rejection(tooLong, { message: /wrong contents: more than 300000 bytes/ });
		assert.equal(await blobs(fixture), []);
	}),
);

test(
	"a file shorter than the hub lists is refused",
	withHub(async ({ server, settings, limits }) => {
		const tree = (entries: readonly { lfs?: { size: number } }[]) =>
			entries.map((entry) => ({ ...entry, lfs: { ...entry.lfs, size: 300_001 } }));
		server.host("models/org/tiny", { "model.safetensors": weights }, { tree: tree as never });
		await rejection(download(request, { settings, limits }), {
			message: /wrong contents: 300000 bytes, want 300001/,
		});
	}),
);

test(
	"a silent connection is given up and tried again",
	withHub(async (fixture) => {
		const begun = performance.now();
		const limits = { ...fixture.limits, stallMs: 200 };
		await assertBytes(await downloadWith({ ...fixture, limits }, { kind: "stall", after: 1000 }, 1));
		assert.ok(performance.now() - begun < 3000);
		assert.equal(starts(fixture), [0, 1000]);
	}),
);

test(
	"a connection that drips is as good as dead",
	withHub(async (fixture) => {
		const limits = { ...fixture.limits, tries: 2, stallMs: 200 };
		const dripping = downloadWith({ ...fixture, limits }, { kind: "drip", bytes: 1, everyMs: 20 });
		await rejection(dripping, { message: /failed 2 times in a row: 127\S+: stalled, \d+ bytes in 0\.2 s/ });
	}),
);

test(
	"a slow but steady connection is not",
	withHub(async (fixture) => {
		const limits = { ...fixture.limits, stallMs: 500 };
		await assertBytes(
			await downloadWith({ ...fixture, limits }, { kind: "drip", bytes: 15_000, everyMs: 40 }),
		);
		assert.is(starts(fixture).length, 1);
	}),
);

test(
	"a failure at the host the hub sends us to is not taken for the hub's",
	withHub(async (fixture) => {
		await rejection(downloadWith(fixture, { kind: "status", status: 403 }), {
			message: /^Fetching 'model\.safetensors' of .+ failed: HTTP 403 from 127/,
		});
	}),
);

test(
	"one file that fails stops the others",
	withHub(async ({ server, settings, limits }) => {
		server.host("datasets/org/two", { "a.parquet": weights, "b.parquet": patterned(300_000, 8) });
		server.misbehave(/cdn:.+a\.parquet/, { kind: "status", status: 403 });
		server.misbehave(/cdn:.+b\.parquet/, { kind: "drip", bytes: 10_000, everyMs: 100 });
		const begun = performance.now();
		const both = { kind: "dataset", repo: "org/two", files: ["*.parquet"] } as const;
		await rejection(download(both, { settings, limits }), { message: /'a\.parquet' .+ HTTP 403/ });
		assert.ok(performance.now() - begun < 1500);
	}),
);

test.run();
