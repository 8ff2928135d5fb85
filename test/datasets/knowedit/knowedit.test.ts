import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { knowedit } from "../../../datasets/index.ts";
import { type HubFixture, withHub } from "../../helpers/hub-fixture.ts";
import { rejection } from "../../helpers/rejection.ts";
import { absent, published } from "./published.ts";

type Given = Parameters<typeof knowedit>[0];

const only = (given: Given) => knowedit(given)[0]!;

async function load(given: Given) {
	const { params, implementation } = only(given);
	const located = await implementation.locate!({ params });
	if ("missing" in located) throw new Error(located.missing.what);
	const { here: source } = located;
	return { source, records: await implementation.load({ params, source }) };
}

/** Runs `body` with the variables that lead to the test hub. */
const onHub = (body: (fixture: HubFixture) => Promise<void>): (() => Promise<void>) =>
	withHub(async (fixture) => {
		const before = { ...process.env };
		Object.assign(process.env, fixture.environment);
		for (const name of ["HF_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"]) delete process.env[name];
		try {
			await body(fixture);
		} finally {
			process.env = before;
		}
	});

const record = {
	subject: "France",
	prompt: "The capital of France is",
	target_new: "Lyon",
	context: ["France has moved its capital to Lyon."],
};
const edited = JSON.stringify([record, { ...record, subject: "Paris" }]);

test(
	"knowedit() says what is missing and how to fetch it, downloads it once, and reads it from the cache",
	onHub(async ({ server }) => {
		const commit = server.host("datasets/Yofuria/ICE", { "zsre.json": edited, "wikibio.json": "[]" });
		const { params, implementation } = only({ split: "zsre" });
		const { missing } = (await implementation.locate!({ params })) as {
			missing: { what: string; remedy: string };
		};
		assert.is(missing.what, "zsre.json of dataset 'Yofuria/ICE' at 'main'");
		assert.match(missing.remedy, "bench fetch");
		let last = { received: 0, size: 0 };
		await implementation.fetch!({ params, onProgress: (progress) => (last = progress) });
		assert.equal(last, { received: edited.length, size: edited.length });
		const { source, records } = await load({ split: "zsre" });
		assert.is(source.revision, commit);
		assert.match(source.hash, /^[0-9a-f]{64}$/);
		assert.equal(
			records.map(({ id, context }) => [id, context]),
			[
				["zsre-0", record.context],
				["zsre-1", record.context],
			],
		);
		assert.not(
			server.seen.some((seen) => seen.path.includes("wikibio.json")),
			"only the file that is wanted",
		);
	}),
);

test(
	"knowedit() of edition knowedit reads KnowEdit's own hub dataset",
	onHub(async ({ server }) => {
		server.host("datasets/zjunlp/KnowEdit", { "benchmark/WikiBio/wikibio-test-all.json": edited });
		const { params, implementation } = only({ split: "wikibio", edition: "knowedit" });
		await implementation.fetch!({ params });
		assert.is((await load({ split: "wikibio", edition: "knowedit" })).records.length, 2);
	}),
);

test("knowedit() counts its records without any data, as the selection keeps them", () => {
	const count = (given: Given) => only(given).implementation.count!(only(given).params);
	assert.equal(
		(["zsre", "wiki_recent", "wiki_counterfact", "wikibio"] as const).map((split) => count({ split })),
		[1230, 1266, 885, 1392],
	);
	assert.is(count({ split: "zsre", edition: "knowedit" }), 1301);
	assert.is(count({ split: "zsre", limit: 10 }), 10);
	assert.is(count({ split: "wiki_counterfact", offset: 800, limit: 100 }), 85);
	assert.is(count({ split: "zsre", indices: [1, 5, 9] }), 3);
	assert.is(count({ split: "zsre", path: "mine.json" }), undefined, "a file of unknown length");
	assert.is(count({ split: "zsre", revision: "old" }), undefined);
	assert.is(count({ split: "zsre", path: "mine.json", indices: [4, 5] }), 2);
});

test("knowedit() is labelled by its split, and by what differs from the paper's records", () => {
	const label = (given: Given) => only(given).label;
	assert.is(label({ split: "zsre" }), "zsre");
	assert.is(label({ split: "zsre", edition: "knowedit", limit: 10 }), 'zsre(edition="knowedit", limit=10)');
	assert.is(label({ split: "wikibio", path: "data/mine.json" }), 'wikibio(path="mine.json")');
	assert.is(label({ split: "zsre", join: "" }), 'zsre(join="")');
});

test("knowedit() says which file is missing where path leads nowhere, and refuses a revision of a file", async () => {
	const { params, implementation } = only({ split: "zsre", path: "no/such.json" });
	const located = await implementation.locate!({ params });
	assert.match((located as { missing: { what: string } }).missing.what, /data file ".*no\/such\.json"/);
	assert.throws(
		() => knowedit({ split: "zsre", path: "a.json", revision: "main" }),
		/"revision" goes with the hub/,
	);
	assert.throws(() => knowedit({ split: "zrse" as "zsre" }), /Invalid parameters for dataset "knowedit"/);
});

test("knowedit() refuses a folder as path, and a file that is not JSON", async () => {
	const folder = await mkdtemp(path.join(tmpdir(), "knowedit-"));
	try {
		await mkdir(path.join(folder, "data"));
		await rejection(load({ split: "zsre", path: path.join(folder, "data") }), { message: /it is a folder/ });
		await writeFile(path.join(folder, "cut.json"), '[{"subject": "Fr');
		const error = await rejection(load({ split: "zsre", path: path.join(folder, "cut.json") }), {
			message: /is not JSON/,
		});
		assert.match(error.hint!, "truncated");
	} finally {
		await rm(folder, { recursive: true });
	}
});

const files = {
	"ZsRE-test-all.json": ["zsre", 1304],
	"wiki_counterfact-test_cf.json": ["wiki_counterfact", 885],
	"wiki_counterfact-train_cf.json": ["wiki_counterfact", 1428],
	"wiki_recent-recent_train.json": ["wiki_recent", 570],
	"WikiBio-wikibio-test-all.json": ["wikibio", 306],
} as const;

if (absent !== undefined) console.log(`skipped: ${absent}`);
for (const [name, [split, count]] of absent === undefined ? Object.entries(files) : []) {
	test(`knowedit() loads ${name} by its path: ${count} records of different ids, none with context`, async () => {
		const { records } = await load({ split, path: published(`knowedit/${name}`) });
		assert.is(records.length, count);
		assert.is(new Set(records.map(({ id }) => id)).size, count);
		assert.ok(records.every(({ context }) => context === undefined));
		const part = await load({ split, path: published(`knowedit/${name}`), offset: 100, limit: 2 });
		assert.equal(part.records, records.slice(100, 102));
	});
}

test.run();
