import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { openCorpus } from "../../../editors/_shared/covariance/corpus/open-corpus.ts";
import { pickTexts } from "../../../editors/_shared/covariance/corpus/pick-texts.ts";
import { isPublished } from "../../../editors/_shared/covariance/published/is-published.ts";
import { publishedCovariances } from "../../../editors/_shared/covariance/published/published-covariances.ts";
import { withHub } from "../../helpers/hub-fixture.ts";
import { rejection } from "../../helpers/rejection.ts";

const fixtures = fileURLToPath(new URL("../../fixtures/covariance/", import.meta.url));
const parquet = join(fixtures, "texts.parquet");
const npz = join(fixtures, "transformer.h.1.mlp.c_proj_float32_mom2_100000.npz");
const folder = mkdtempSync(join(tmpdir(), "corpora-"));
const write = (name: string, text: string) => {
	writeFileSync(join(folder, name), text);
	return join(folder, name);
};
const lines = write("lines.txt", " one \n\n  \ntwo\nthree\r\nfour\n");
const first = (name: string, samples: number) => pickTexts(openCorpus(name), { samples, pick: "first" });

test("a text file holds a text a line; blank ones are left out, outer blanks kept", async () => {
	assert.equal(await first(lines, 3), [" one ", "two", "three"]);
	assert.equal(await first(lines, 100), [" one ", "two", "three", "four"]);
});

test("every .txt file of a folder is one text", async () => {
	assert.equal(await first(folder, 9), [readFileSync(lines, "utf8")]);
	await rejection(openCorpus(fixtures).locate(), { message: /holds no \.txt file/ });
});

test("the column text of a parquet file is read as far as needed", async () => {
	assert.equal(await first(parquet, 2), [" = Oslo = \n", "Oslo is the capital of Norway.\n"]);
	assert.equal((await first(parquet, 9)).slice(2), ["Größe ≥ 1 — naïve 北京\n", "The last one.\n"]);
});

test("parquet files without texts, and what is no parquet file, are refused", async () => {
	await rejection(first(join(fixtures, "without-texts.parquet"), 9), {
		message: /has no column "text"/,
		hint: /It has line/,
	});
	await rejection(first(write("broken.parquet", "PAR1"), 9), { message: /cannot be read as parquet/ });
});

test("random texts are the same ones each time, in the corpus's order", async () => {
	const many = write("many.csv", Array.from({ length: 500 }, (_, i) => `${i}`).join("\n"));
	const texts = await pickTexts(openCorpus(many), { samples: 50, pick: "random" });
	const numbers = texts.map(Number);
	assert.is(new Set(numbers).size, 50);
	assert.equal(
		numbers,
		[...numbers].sort((a, b) => a - b),
	);
	// Uniform over 500: the mean of 50 lies within 4 standard errors (20 each) of 249.5.
	assert.ok(Math.abs(numbers.reduce((sum, n) => sum + n, 0) / 50 - 249.5) < 80);
	assert.equal(await pickTexts(openCorpus(many), { samples: 50, pick: "random" }), texts);
});

test("the bundled corpus has sentences enough for the miniatures", async () => {
	const texts = await first("atlas", 100_000);
	assert.ok(texts.length >= 1000);
	assert.ok(texts.every((text) => /^[A-Z].*[.]$/.test(text)));
});

test("corpora that do not exist are refused with what there is", async () => {
	for (const name of ["hub:wikitext", "hub:a/b/c"]) {
		await rejection(
			Promise.resolve().then(() => openCorpus(name)),
			{ message: /does not name a data set on the hub/, hint: /^Give "atlas" .*"wikitext-103"/ },
		);
	}
	const located = await openCorpus("nowhere.txt").locate();
	assert.ok("missing" in located);
	assert.is(located.missing.what, `the corpus "${resolve("nowhere.txt")}", texts for a covariance`);
	assert.match(located.missing.remedy, /^put it there, or give "corpus" another: "atlas" /);
	await rejection(first(write("blank.csv", "\n \n"), 9), { message: /holds no text/ });
	await rejection(
		Promise.resolve().then(() => openCorpus(npz)),
		{ message: /nothing to build/ },
	);
});

test(
	"a split on the hub is missing until it is fetched, and then known by its commit",
	withHub(async ({ server, environment }) => {
		const before = { ...process.env };
		Object.assign(process.env, environment);
		try {
			const bytes = readFileSync(parquet);
			server.host("datasets/org/texts", {
				"small/train-00000-of-00002.parquet": bytes,
				"small/train-00001-of-00002.parquet": bytes,
				"small/test-00000-of-00001.parquet": bytes,
			});
			const corpus = openCorpus("hub:org/texts/small/train");
			assert.equal(await corpus.locate(), {
				missing: {
					what: "small/train-*.parquet of dataset 'org/texts' at 'main', texts for a covariance",
					remedy: "npx bench fetch EXPERIMENT.ts",
				},
			});
			await corpus.fetch?.();
			assert.is((await pickTexts(corpus, { samples: 100, pick: "random" })).length, 8);
			const located = await corpus.locate();
			assert.ok("here" in located);
			const identity = located.here;
			assert.match(String(identity.revision), /^[0-9a-f]{40}$/);
			assert.equal(
				{ ...identity, revision: "" },
				{ form: "hub", repo: "org/texts", config: "small", split: "train", revision: "" },
			);
		} finally {
			process.env = before;
		}
	}),
);

/** As much of a model as statistics need to be found. */
const modelOf = (inner: number) =>
	({
		shape: { inner },
		mlpOutput: (layer: number) => ({ weight: `transformer.h.${layer}.mlp.c_proj.weight` }),
	}) as unknown as EditableModel;

test("published statistics are read: the sum over the number of tokens", () => {
	for (const where of [npz, fixtures]) {
		assert.ok(isPublished(where));
		const found = publishedCovariances(modelOf(256), [1], where).get(1)!;
		// mom2[i, j] = min(i, j) + 1, count = 40: see scripts/reference/corpora.py
		assert.equal([found[0], found[257], found[3 * 256 + 200]], [1 / 40, 2 / 40, 4 / 40]);
	}
	assert.not(isPublished(lines));
});

test("published statistics of another layer or model are refused", async () => {
	const refused = (model: EditableModel, layers: readonly number[], where: string) =>
		Promise.resolve().then(() => publishedCovariances(model, layers, where));
	await rejection(refused(modelOf(256), [2], fixtures), {
		message: /no statistics of layer 2: no file transformer\.h\.2\.mlp\.c_proj_/,
		hint: /It has transformer\.h\.1/,
	});
	await rejection(refused(modelOf(64), [1], npz), { message: /256 × 256; the model's is 64 × 64/ });
	await rejection(refused(modelOf(256), [1, 2], npz), { message: /statistics of one layer; 2 layers/ });
	await rejection(refused(modelOf(256), [1], join(folder, "no.npz")), { message: /does not exist/ });
	await rejection(refused(modelOf(256), [1], write("bad.npz", "PK no")), {
		message: /cannot be read as a NumPy/,
	});
});

test.after(() => rmSync(folder, { recursive: true }));
test.run();
