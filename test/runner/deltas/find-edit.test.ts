import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findEdit } from "#runner/deltas/find-edit";
import { MANIFEST_FORMAT } from "#runner/store/manifest";
import { sealLine } from "#runner/store/seal-line";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

type Line = readonly [id: string, state: string, hasFile?: boolean];

/** A run's folder, in which results are named by places: the records of each cell, by `model editor seed`. */
function runOf(cells: Readonly<Record<string, readonly Line[]>>): string {
	const root = temporaryFolder();
	const entries = Object.keys(cells).map((name) => {
		const [model, editor, seed] = name.split(" ") as [string, string, string];
		const key = { model, dataset: "facts", editor, seed: Number(seed) };
		return { key, id: name.replaceAll(" ", "-"), editorName: editor.toLowerCase(), expected: 9 };
	});
	for (const [at, { id }] of entries.entries()) {
		for (const kind of ["cells", "deltas"]) mkdirSync(join(root, kind, id), { recursive: true });
		const lines = Object.values(cells)[at]!.map(([record, state, hasFile], index) => {
			if (hasFile) writeFileSync(join(root, "deltas", id, `${index}.safetensors`), "");
			const inputs = String(index);
			return sealLine(id, {
				index,
				inputs,
				id: record,
				state,
				reason: "it diverged",
				deltaNorms: { w: 0.5 },
			});
		});
		writeFileSync(join(root, "cells", id, "0001.jsonl"), lines.join(""));
	}
	const datasets = [{ label: "facts", contents: Array.from({ length: 9 }, (_, index) => String(index)) }];
	const models = ["A", "B"].map((label) => ({ label, source: { folder: `/models/${label}` } }));
	const experiment = { name: "a-run", saveDeltas: true, regime: { kind: "single" } };
	writeFileSync(
		join(root, "manifest.json"),
		JSON.stringify({ format: MANIFEST_FORMAT, experiment, cells: entries, models, datasets, runs: [] }),
	);
	return root;
}

const completed = (id: string): Line => [id, "completed", true];

test("an edit is found by the record's id, else by its place", async () => {
	const root = runOf({ "A ROME 0": [completed("1"), completed("zero"), completed("x")] });
	const found = await findEdit(root, { record: "1" });
	assert.equal(found.record, { id: "1", index: 0 });
	assert.equal(found.path, join(root, "deltas", "A-ROME-0", "0.safetensors"));
	assert.equal([found.experiment, found.checkpoint], ["a-run", "/models/A"]);
	assert.equal(found.deltaNorms, { w: 0.5 });
	assert.equal((await findEdit(root, { record: "2" })).record, { id: "x", index: 2 });
});

test("model, editor and seed choose among cells, and edits without a file do not make a choice doubtful", async () => {
	const root = runOf({
		"A ROME 0": [completed("a")],
		"A ROME 1": [completed("a")],
		"B ROME 0": [["a", "failed"]],
		"B FT-M 0": [completed("a")],
	});
	const cellOf = async (choice: object) => (await findEdit(root, { record: "a", ...choice })).cell.id;
	assert.is(await cellOf({ model: "a", editor: "rome", seed: 1 }), "A-ROME-1");
	assert.is(await cellOf({ model: "B" }), "B-FT-M-0");
	await rejection(findEdit(root, { record: "a", editor: "ROME" }), {
		message: /^Record "a" has 2 edits in this run$/,
		hint: /^Say which one:\n {2}--model A --dataset facts --editor ROME --seed 0\n {2}--model A .* --seed 1$/,
	});
	await rejection(findEdit(root, { record: "a", model: "A", editor: "FT-M" }), {
		message: /^No cell of the run is left by --model A --editor FT-M$/,
		hint: /not together/,
	});
});

test("a record that failed, and a run that has stored none, say so", async () => {
	const root = runOf({ "A ROME 0": [["a", "failed"]], "B ROME 0": [] });
	await rejection(findEdit(root, { record: "a" }), {
		message: /^No edit of record "a" can be applied$/,
		hint: /^--model A --dataset facts --editor ROME --seed 0: its record has failed: it diverged$/,
	});
	await rejection(findEdit(root, { record: "a", model: "B" }), {
		message: /^The run has stored no record yet$/,
		hint: /Run the experiment/,
	});
	await rejection(findEdit(root, { record: "b" }), {
		message: /^The run has stored no record "b"$/,
		hint: /It has 1, by their ids: a\./,
	});
});

test.run();
