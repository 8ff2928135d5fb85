import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { memoryArtifacts } from "#core/memory-artifacts";
import { ArtifactStore } from "#runner/artifacts/artifact-store";
import { DiskArtifacts } from "#runner/artifacts/disk-artifacts";
import { covariances } from "../../../editors/_shared/covariance/index.ts";
import { loadModel } from "../../../models/_shared/load-model.ts";
import { golden } from "../../helpers/golden.ts";
import { startTestEngine } from "../../helpers/test-engine.ts";

const folder = mkdtempSync(join(tmpdir(), "covariance-"));
const corpus = join(folder, "texts.txt");
// Four windows of 64 texts, of different lengths.
writeFileSync(
	corpus,
	Array.from({ length: 230 }, (_, i) => `Text ${i} says ${"again and ".repeat(i % 7)}again.`).join("\n"),
);
const request = { layers: [1, 2], corpus, samples: 1000, saveSeconds: 0 };

await startTestEngine();
const model = await loadModel(golden("tiny-llama").folder);
const onDisk = (name: string) =>
	new DiskArtifacts({ model: "m", title: "tiny-llama", store: new ArtifactStore(join(folder, name)) });

/** A view of the model whose process ends, as it were, at a forward pass; counts them. */
function fragile(passes: number): { model: EditableModel; done: () => number } {
	let done = 0;
	const view = Object.create(model, {
		trace: {
			value: (...args: Parameters<EditableModel["trace"]>) => {
				if (done === passes) throw new Error("interrupted");
				done++;
				return model.trace(...args);
			},
		},
	});
	for (const key of ["shape", "tokenizer"] as const) Object.defineProperty(view, key, { value: model[key] });
	return { model: view, done: () => done };
}

const uninterrupted = await covariances({ model, artifacts: memoryArtifacts() }, request);

test("a covariance built twice is equal, bit for bit, also layer by layer", async () => {
	const again = await covariances({ model, artifacts: memoryArtifacts() }, request);
	assert.equal(again, uninterrupted);
	const alone = await covariances({ model, artifacts: memoryArtifacts() }, { ...request, layers: [2] });
	assert.equal(alone.get(2), uninterrupted.get(2));
});

test("a build that is interrupted and resumed is equal to one that is not, bit for bit", async () => {
	const breaking = fragile(3);
	await covariances({ model: breaking.model, artifacts: onDisk("resumed") }, request).then(
		() => assert.unreachable(),
		({ message }) => assert.is(message, "interrupted"),
	);
	const resuming = fragile(Number.POSITIVE_INFINITY);
	const resumed = await covariances({ model: resuming.model, artifacts: onDisk("resumed") }, request);
	assert.equal(resumed, uninterrupted);
	const whole = fragile(Number.POSITIVE_INFINITY);
	await covariances({ model: whole.model, artifacts: onDisk("whole") }, request);
	// At most the window that was broken off is done twice.
	assert.is(resuming.done(), whole.done() - 3);
});

test("layers that have come further wait for the others", async () => {
	const artifacts = onDisk("uneven");
	await covariances({ model: fragile(2).model, artifacts }, { ...request, layers: [2] }).catch(() => {});
	assert.equal(await covariances({ model, artifacts }, request), uninterrupted);
});

test("what is on disk is not built again, and each part of the key matters", async () => {
	const builds = async (changed: object) => {
		const counting = fragile(Number.POSITIVE_INFINITY);
		await covariances(
			{ model: counting.model, artifacts: onDisk("keys") },
			{ ...request, layers: [1], samples: 64, ...changed },
		);
		return counting.done() > 0;
	};
	assert.is(await builds({}), true);
	assert.is(await builds({}), false);
	assert.is(await builds({ saveSeconds: 100 }), false);
	for (const changed of [
		{ layers: [2] },
		{ samples: 65 },
		{ pick: "first" },
		{ tokenLimit: 5 },
		{ dtype: "float32" },
	]) {
		assert.is(await builds(changed), true, JSON.stringify(changed));
		assert.is(await builds(changed), false, JSON.stringify(changed));
	}
	const other = join(folder, "other.txt");
	writeFileSync(other, "Another text.\n");
	assert.is(await builds({ corpus: other }), true);
	writeFileSync(other, "And now yet another one.\n");
	assert.is(await builds({ corpus: other }), true);
});

test("a limit beyond the model's positions is the model's positions", async () => {
	const artifacts = onDisk("limits");
	await covariances({ model, artifacts }, { ...request, layers: [1] });
	const counting = fragile(0);
	await covariances({ model: counting.model, artifacts }, { ...request, layers: [1], tokenLimit: 1e6 });
});

test("matrices kept as float32 come back rounded", async () => {
	const found = await covariances(
		{ model, artifacts: onDisk("short") },
		{ ...request, layers: [1], dtype: "float32" },
	);
	assert.equal(found.get(1), uninterrupted.get(1)!.map(Math.fround));
});

test.after(() => {
	model.dispose();
	rmSync(folder, { recursive: true });
});
test.run();
