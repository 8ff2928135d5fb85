import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { defineDataset } from "#core/dataset";
import { defineEditor } from "#core/editor";
import type { Experiment } from "#core/experiment";
import { defineModel } from "#core/model";
import { params, z } from "#core/params";
import { batch } from "#core/regime";
import { loadExperiment, planExperiment } from "#runner/index";
import { cellIds } from "#runner/plan/cell-ids";
import { readVersions } from "#runner/plan/plugin-version";
import { rejection } from "../../helpers/rejection.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";
import { nudge } from "../fixtures/nudge.ts";
import { fixture, planFixture } from "../plan-fixture.ts";

const { experiment, file } = await loadExperiment(fixture("two-nudges"));
const planned = async (changes: Partial<Experiment>, options = {}) =>
	planExperiment({ experiment: { ...experiment, ...changes }, file }, { out: temporaryFolder(), ...options });

const absentModel = defineModel({
	name: "far-away",
	summary: "Not on this machine",
	locate: async () => ({ missing: { what: "model 'far/away'", remedy: "bench fetch far/away" } }),
	load: () => Promise.reject(new Error("never")),
});
const absentData = defineDataset({
	name: "unfetched",
	summary: "Not on this machine, but of known size",
	locate: async () => ({ missing: { what: "dataset 'unfetched'", remedy: "bench fetch unfetched" } }),
	count: () => 1266,
	load: async () => [{ id: "0", subject: "a", prompt: "b", targetNew: "c" }],
});

test("the grid is in declaration order, with the unedited model first", async () => {
	const { cells, missing, folder } = await planned({ seeds: [3, 1] });
	assert.equal(
		cells.map(({ key }) => `${key.editor} ${key.seed}`),
		[
			"Unedited 3",
			"Unedited 1",
			"nudge(wait=100) 3",
			"nudge(wait=100) 1",
			"nudge(scale=2, wait=100) 3",
			"nudge(scale=2, wait=100) 1",
		],
	);
	assert.equal([missing, new Set(cells.map(({ id }) => id)).size], [[], 6]);
	assert.ok(cells.every(({ records, done }) => records === 3 && done === 0));
	assert.match(folder, /editbench-test-/);
});

test("an experiment that lists the unedited model has it once, where it stands", async () => {
	const own = defineEditor({ name: "as-is", summary: "Unedited", unedited: true, edit: () => [] });
	const { cells } = await planned({ editors: [...nudge(), ...own()] });
	assert.equal(
		cells.map(({ key }) => key.editor),
		["nudge", "as-is"],
	);
});

test("results lie below runs/ unless another folder is given", async () => {
	const { folder } = await planExperiment({ experiment, file });
	assert.is(folder, join(process.cwd(), "runs", "two-nudges"));
});

test("what is missing is listed once, and the grid planned all the same", async () => {
	const plan = await planned({ models: absentModel(), datasets: [...experiment.datasets, ...absentData()] });
	assert.equal(
		plan.cells.map(({ records }) => records),
		[3, 3, 3, 1266, 1266, 1266],
	);
	assert.ok(plan.cells.every(({ id, params }) => id === undefined && params === undefined));
	assert.equal(
		plan.missing.map(({ what }) => what),
		["model 'far/away'", "dataset 'unfetched'"],
	);
	assert.is((await planned({ datasets: absentData() }, { limit: 10 })).cells[0]?.records, 10);
});

test("cells that the experiment excludes are not planned", async () => {
	const exclude: Experiment["exclude"] = ({ editor }) => editor.includes("scale=2");
	assert.is((await planned({ exclude })).cells.length, 2);
	await rejection(planned({ exclude: () => true }), { message: /"two-nudges" excludes every cell/ });
});

test("--only keeps cells by label or plug-in name, whatever the case", async () => {
	const kept = async (...only: string[]) =>
		(await planned({ seeds: [0, 1] }, { only })).cells.map(({ key }) => `${key.editor} ${key.seed}`);
	assert.equal(await kept("editor=UNEDITED", "seed=1"), ["Unedited 1"]);
	assert.equal(await kept("editor=none", "seed=0"), ["Unedited 0"]);
	assert.is((await kept("editor=nudge")).length, 4);
	assert.is((await kept("editor=nudge", "editor=none", "model=tiny")).length, 6);
});

test("--only with a name that fits nothing says what there is", async () => {
	await rejection(planned({}, { only: ["editor=nudgy"] }), {
		message: /^--only editor=nudgy: the experiment has no such editor/,
		hint: /^Did you mean "nudge"\? It has Unedited, nudge\(wait=100\), /,
	});
	await rejection(planned({}, { only: ["editr=nudge"] }), {
		message: /--only editr=nudge names no part of the grid/,
		hint: /Did you mean "editor"\?.*--only editor=ice/,
	});
	await rejection(planned({}, { only: ["nudge"] }), { message: /names no part/, hint: /Give model=…/ });
	const exclude: Experiment["exclude"] = ({ editor, seed }) => editor === "Unedited" && seed === 1;
	await rejection(planned({ seeds: [0, 1], exclude }, { only: ["editor=none", "seed=1"] }), {
		message: /No cell of the grid is left by --only editor=none --only seed=1/,
	});
});

test("a limit that is no number of records is refused", async () => {
	for (const limit of [0, -1, 1.5, Number.NaN]) {
		await rejection(planned({}, { limit }), { message: /The limit must be a whole number of at least 1/ });
	}
});

test("a dataset without records, or with an id twice, is refused", async () => {
	const record = { id: "7", subject: "a", prompt: "b", targetNew: "c" };
	const made = (...records: (typeof record)[]) =>
		defineDataset({ name: "made", summary: "Made here", load: async () => records })();
	await rejection(planned({ datasets: made() }), { message: /Dataset "made" has no records/ });
	await rejection(planned({ datasets: made(record, { ...record, id: "8" }, record) }), {
		message: /Dataset "made": records 0 and 2 have the same id "7"/,
		hint: /unique/,
	});
});

test("an editor that lacks a parameter for a model is refused before anything runs", async () => {
	const layered = defineEditor({
		name: "layered",
		summary: "Needs layers",
		params: params({ layers: z.array(z.int()).optional().describe("Blocks") }),
		needs: ["layers"],
		edit: () => [],
	});
	await rejection(planned({ editors: layered() }), {
		message: /"layered" has no preset for this model .*"layers" was not given/,
	});
	assert.is((await planned({ editors: layered({ layers: [0] }) })).cells.length, 2);
});

test("everything but its records that can change a cell's numbers changes its id, and the limit does not", async () => {
	const idOf = async (changes: Partial<Experiment>, options = {}) =>
		(await planned(changes, options)).cells.at(-1)!.id!;
	const [tiny] = experiment.models;
	const retrained = {
		...tiny!,
		implementation: {
			...tiny!.implementation,
			locate: async (context: { params: unknown }) => {
				const located = await tiny!.implementation.locate(context);
				return "here" in located ? { here: { ...located.here, hash: "other weights" } } : located;
			},
		},
	};
	const ids = [
		await idOf({}),
		await idOf({ seeds: [1] }),
		await idOf({ fidelity: { edit: "exact", score: "both" } }),
		await idOf({ fidelity: { edit: "reference", score: "exact" } }),
		await idOf({ metrics: experiment.metrics.slice(0, 2) }),
		await idOf({ editors: nudge({ scale: 2, wait: 101 }) }),
		await idOf({ engine: { name: "cpu" } }),
		await idOf({ engine: { threads: 2 } }),
		await idOf({ regime: batch(2) }),
		await idOf({ regime: batch(3) }),
		await idOf({ models: [retrained] }),
		await idOf({ datasets: (await loadExperiment(fixture("mishaps"))).experiment.datasets }),
	];
	assert.is(new Set(ids).size, ids.length);
	assert.is(await idOf({}, { limit: 1 }), ids[0]);
	assert.is(
		await idOf({ aggregation: "per-key", name: "renamed" }),
		ids[0],
		"how tables add up is not stored",
	);
});

test("a limit changes no id in batch editing, and the name of a batch's records where it takes some from it", async () => {
	const all = defineEditor({ name: "all-at-once", summary: "Batches", batch: true, edit: () => [] });
	const cellsOf = async (limit?: number) => {
		const options = limit === undefined ? {} : { limit };
		const { cells } = await planned({ regime: batch(2), editors: all() }, options);
		return cells.map(({ id, ready }) => ({ id, inputs: ready!.names.inputs(ready!.grouping) }));
	};
	const [unedited, whole] = await cellsOf();
	const [fewer, cut] = await cellsOf(1);
	assert.equal([fewer!.id, cut!.id], [unedited!.id, whole!.id]);
	assert.equal(fewer!.inputs, unedited!.inputs.slice(0, 1));
	assert.not(whole!.inputs.includes(cut!.inputs[0]!), "it is written alone");
	assert.equal((await cellsOf(2))[1]!.inputs, whole!.inputs.slice(0, 2));
});

test("an editor that writes one fact at a time is skipped in batch editing, the unedited model is not", async () => {
	const all = defineEditor({ name: "all-at-once", summary: "Batches", batch: true, edit: () => [] });
	const { cells } = await planned({ regime: batch(2), editors: [...nudge(), ...all()] });
	assert.equal(
		cells.map(({ skipped }) => skipped),
		[undefined, "nudge writes one fact at a time, and cannot make batch edits", undefined],
	);
	assert.equal(
		cells.map(({ ready }) => ready?.grouping),
		[
			{ size: 1, isBatch: false },
			{ size: 2, isBatch: true },
			{ size: 2, isBatch: true },
		],
	);
});

test("an edited local plug-in gets a new id", async () => {
	const { grid, ready } = (await planFixture("two-nudges")).cells.at(-1)!;
	const source = join(temporaryFolder(), "mine.ts");
	const inputs = { model: ready!.model, dataset: ready!.dataset.source };
	const idWith = async (path: string) => {
		const editor = { ...grid.editor, source: path };
		await readVersions([editor]);
		return cellIds(experiment, grid, inputs).cell(editor, ready!.params, ready!.scorings)(grid.seed);
	};
	await writeFile(source, "export const a = 1;");
	const before = await idWith(source);
	const edited = join(temporaryFolder(), "mine.ts");
	await writeFile(edited, "export const a = 2;");
	assert.is.not(await idWith(edited), before);
});

test.run();
