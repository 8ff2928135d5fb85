import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { UserError } from "#core/errors";
import { engineNames, findEngine, startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { eachEngine } from "#test/helpers/each-engine";

async function refusal(work: Promise<unknown>): Promise<UserError> {
	const error = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	assert.instance(error, UserError);
	return error as UserError;
}

eachEngine("an engine computes, and says which it is", async (engine) => {
	assert.is(tf.getBackend(), engine.backend);
	assert.equal(await tf.tensor([1, 2]).add(1).data(), Float32Array.of(2, 3));
	assert.match(engine.version, tf.version.tfjs);
	assert.ok(engine.threads >= 1);
});

eachEngine("tensors of another engine may be used, and come back", async ({ name }) => {
	await startEngine("cpu");
	const [x, flags] = [tf.tensor([1, 2, 3]), tf.tensor([1, 0, 1], [3], "bool")];
	await startEngine(name);
	const y = tf.where(flags, x.square(), x);
	await startEngine("cpu");
	assert.equal(await y.add(x).data(), Float32Array.of(2, 4, 12));
	assert.equal(await x.data(), Float32Array.of(1, 2, 3));
});

test("the onnx engine is the first, and uses all cores unless told otherwise", async () => {
	assert.is(engineNames[0], "onnx");
	const engine = await startEngine("onnx");
	assert.equal(engine, {
		name: "onnx",
		backend: "onnx",
		device: "cpu",
		version: `onnxruntime-node 1.30.0, tfjs ${tf.version.tfjs}`,
		threads: availableParallelism(),
	});
	assert.is((await startEngine("onnx", { threads: 1 })).threads, 1);
});

test("an unknown engine is refused with the nearest name", async () => {
	const error = await refusal(startEngine("tensorfow"));
	assert.is(error.message, 'There is no engine named "tensorfow".');
	assert.is(error.hint, 'Did you mean "tensorflow"? There are "onnx", "tensorflow", "cpu".');
	await refusal(startEngine("toString"));
});

test("a number of threads must be a whole number of at least 1", async () => {
	for (const threads of [0, -1, 1.5, Number.NaN]) {
		const error = await refusal(startEngine("onnx", { threads }));
		assert.is(error.message, `The option "threads" must be a whole number of at least 1, got ${threads}.`);
	}
});

test("an engine of the CPU refuses to pretend that it has a GPU", async () => {
	for (const name of ["onnx", "cpu"]) {
		const error = await refusal(startEngine(name, { gpu: true }));
		assert.is(error.message, `The engine "${name}" runs on the CPU, but a GPU was asked for.`);
		assert.match(error.hint ?? "", "@tensorflow/tfjs-node-gpu");
	}
});

test("the tensorflow engine without its package says how to install it, and with it says its device", async () => {
	const started = await startEngine("tensorflow").catch((error: unknown) => error);
	if (started instanceof UserError) {
		assert.match(started.message, "neither is installed");
		assert.match(
			started.hint ?? "",
			"npm install --save-prod --ignore-scripts=false @tensorflow/tfjs-node-gpu@4.22.0",
		);
		return;
	}
	const { version, device } = started as { version: string; device: string };
	assert.match(version, /^TensorFlow 2\.\d+\.\d+, @tensorflow\/tfjs-node(-gpu)? 4\.22\.0$/);
	if (device === "gpu") return;
	const error = await refusal(startEngine("tensorflow", { gpu: true }));
	assert.match(error.message, "A GPU was asked for, but @tensorflow/tfjs-node");
});

test("tensorflow takes its number of threads once a process", async () => {
	const started = await startEngine("tensorflow").catch((error: unknown) => error);
	if (started instanceof UserError) return console.log("  skipped: tfjs-node is not installed");
	const { threads } = started as { threads: number };
	const error = await refusal(startEngine("tensorflow", { threads: threads + 1 }));
	assert.is(
		error.message,
		`TensorFlow was started with ${threads} threads in this process, now ${threads + 1} were asked for.`,
	);
});

test("whether an engine can start is known without loading it", async () => {
	assert.is(findEngine("onnx", { threads: 2 }), undefined);
	assert.is(findEngine("cpu"), undefined);
	assert.throws(() => findEngine("onx"), /There is no engine named "onx"/);
	assert.throws(
		() => findEngine("onnx", { threads: -2 }),
		/"threads" must be a whole number of at least 1, got -2/,
	);
	assert.throws(() => findEngine("cpu", { gpu: true }), /"cpu" runs on the CPU, but a GPU was asked for/);
	const started = await startEngine("tensorflow").catch((error: unknown) => error);
	const lack = findEngine("tensorflow");
	assert.is(lack === undefined, !(started instanceof UserError));
	if (lack === undefined) return console.log("  skipped: a package of tensorflow is installed");
	assert.is(
		lack.what,
		'the package @tensorflow/tfjs-node-gpu or @tensorflow/tfjs-node, for the engine "tensorflow"',
	);
	assert.match(
		lack.remedy,
		/^run "npm install .*tfjs-node-gpu@4\.22\.0" for NVIDIA GPUs, or "npm install .*" for the CPU\./,
	);
	const gpu = findEngine("tensorflow", { gpu: true });
	assert.is(gpu?.what, 'the package @tensorflow/tfjs-node-gpu, for the engine "tensorflow"');
	assert.not.match(gpu!.remedy, "for the CPU");
});

test("importing the engines does not load TensorFlow.js", () => {
	const script = `await import("#engine/engines"); const { createRequire } = await import("node:module");
		console.log(String(Object.keys(createRequire(import.meta.url).cache).filter((file) => /tfjs|onnxruntime/.test(file)).length));`;
	const flags = [
		"--conditions=source",
		"--import",
		import.meta.resolve("#read-typescript"),
		"--input-type=module",
		"--eval",
		script,
	];
	assert.is(execFileSync(process.execPath, flags, { encoding: "utf8" }).trim(), "0");
});

test.run();
