import { readFile } from "node:fs/promises";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { bundled } from "#hub/bundled";
import { atlas } from "../../datasets/index.ts";

async function load(given: Parameters<typeof atlas>[0] = {}) {
	const [dataset] = atlas(given);
	const { params, implementation } = dataset!;
	const located = await implementation.locate!({ params });
	if ("missing" in located) throw new Error(located.missing.what);
	const { here: source } = located;
	return {
		records: await implementation.load({ params, source }),
		report: await implementation.check!({ params, source }),
		count: implementation.count!(params),
	};
}

test("atlas() has the records it counts, 60 and more, with ids of their own", async () => {
	const { records, count } = await load();
	assert.is(records.length, count);
	assert.ok(records.length >= 60);
	assert.is(new Set(records.map(({ id }) => id)).size, records.length);
	assert.is(records[3]!.id, "atlas-3");
});

test("atlas() has nothing odd about it: no error, no warning, a note only where a group is not there", async () => {
	const { report } = await load();
	assert.equal(report.findings, []);
});

test("every record of atlas() has rephrase, context, aliasing, reasoning and both kinds of locality", async () => {
	const { records } = await load();
	for (const { id, rephrase, context, portability, locality } of records) {
		assert.ok(rephrase, id);
		assert.is(context?.length, 2, id);
		assert.ok(portability.Subject_Aliasing?.length, `${id}: aliasing`);
		assert.ok(portability.reasoning?.length, `${id}: reasoning`);
		assert.equal(Object.keys(locality), ["Relation_Specificity", "Forgetfulness"], id);
	}
});

test("a record of atlas() without logical generalisation says why", async () => {
	const raw = JSON.parse(await readFile(bundled("atlas", "records.json"), "utf8"));
	for (const { subject, portability, without } of raw) {
		assert.is("Logical_Generalization" in portability, without === undefined, subject);
	}
});

test("the context sentences of atlas() state the edit, and no probe is about another edit's fact", async () => {
	const { records } = await load();
	for (const { id, subject, targetNew, targetTrue, context } of records) {
		assert.ok(
			context!.every((sentence) => sentence.includes(subject) && sentence.includes(targetNew)),
			id,
		);
		assert.is.not(targetNew, targetTrue, id);
	}
	const edited = new Set(records.map(({ prompt }) => prompt));
	assert.is(edited.size, records.length);
	for (const { id, locality } of records) {
		for (const { prompt } of locality.Relation_Specificity!) assert.not(edited.has(prompt), id);
	}
});

test("atlas() keeps the records of a selection under their ids, and the first of them are of several relations", async () => {
	const { records, count } = await load({ limit: 20 });
	assert.equal([records.length, count], [20, 20]);
	assert.ok(new Set(records.map(({ prompt }) => prompt.split(" ").slice(0, 2).join(" "))).size >= 4);
	const chosen = await load({ indices: [7, 2] });
	assert.equal(
		chosen.records.map(({ id }) => id),
		["atlas-7", "atlas-2"],
	);
	assert.is((await load({ offset: 70 })).count, 6);
	assert.is(atlas({ limit: 20 })[0]!.label, "atlas(limit=20)");
});

test.run();
