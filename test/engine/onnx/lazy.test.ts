import { test } from "uvu";
import * as assert from "uvu/assert";
import { startEngine } from "#engine/engines";
import type { OnnxBackend } from "#engine/onnx/backend";
import { type Operand, Pending } from "#engine/onnx/lazy/pending";
import { buildProgram, programOf } from "#engine/onnx/lazy/program";
import { Programs } from "#engine/onnx/lazy/programs";
import type { Operation } from "#engine/onnx/operation";
import { tf } from "#engine/tf";

const unary = (type: string): Operation => ({
	key: type,
	inputs: ["float32"],
	output: "float32",
	build: (graph, inputs) => graph.op(type, inputs),
});
const sum: Operation = {
	key: "Add",
	inputs: ["float32", "float32"],
	output: "float32",
	build: (graph, inputs) => graph.op("Add", inputs),
};

const numbers = (...values: number[]): Operand => ({
	source: Float32Array.from(values),
	shape: [values.length],
});
const of = (source: Pending, shape = source.shape): Operand => ({ source, shape });

/** −(x) + √x */
function example(x: Operand): Pending {
	const [negative, root] = [unary("Neg"), unary("Sqrt")].map((one) => new Pending(one, [x], x.shape));
	return new Pending(sum, [of(negative!), of(root!)], x.shape);
}

test("a program does not depend on numbers and sizes", () => {
	const [short, long] = [programOf([example(numbers(4))]), programOf([example(numbers(1, 4, 9))])];
	assert.is(short.key, long.key);
	assert.is(long.inputs.length, 1, "what is used twice is fed once");
	assert.is.not(short.key, programOf([new Pending(unary("Neg"), [numbers(4)], [1])]).key);
});

test("a program holds what its results need, and nothing else", () => {
	const wanted = example(numbers(4));
	example(numbers(5));
	const { graph, outputs } = buildProgram(programOf([wanted]));
	assert.equal(
		graph.nodes.map(({ type }) => type),
		["Neg", "Sqrt", "Add"],
	);
	assert.is(outputs.length, 1);
});

test("equal results are computed once, and each has memory of its own", () => {
	const programs = new Programs(1);
	const x = numbers(4, 9);
	const [one, other] = [example(x), example(x)];
	const { graph } = buildProgram(programOf([one, other]));
	assert.equal(
		graph.nodes.map(({ type }) => type),
		["Neg", "Sqrt", "Add", "Identity"],
	);
	programs.compute([one, other]);
	assert.equal([...one.values!], [-2, -6]);
	assert.equal([...other.values!], [-2, -6]);
	assert.is.not(one.values!.buffer, other.values!.buffer);
	programs.dispose();
});

test("another shape of a result is a reshape, with the sizes fed", () => {
	const rows = new Pending(unary("Neg"), [{ source: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }], [2, 2]);
	const flat = new Pending(unary("Sqrt"), [of(rows, [4])], [4]);
	const program = programOf([flat]);
	assert.equal(program.inputs[1]!.data, BigInt64Array.of(4n));
	assert.ok(buildProgram(program).graph.nodes.some(({ type }) => type === "Reshape"));
});

test("computed results are inputs of later programs, and hold on to nothing", () => {
	const programs = new Programs(1);
	const first = example(numbers(4, 9));
	programs.compute([first]);
	assert.equal([...first.values!], [-2, -6]);
	assert.equal(first.operands, []);
	const second = new Pending(unary("Neg"), [of(first)], [2]);
	assert.is(programOf([second]).steps.length, 1);
	programs.compute([second]);
	assert.equal([...second.values!], [2, 6]);
	programs.dispose();
});

test("a result of another shape than was promised is an error", () => {
	const programs = new Programs(1);
	const wrong = new Pending(unary("Neg"), [numbers(1, 2)], [2, 1]);
	assert.throws(() => programs.compute([wrong]), /'Neg' returned the shape \[2\] where \[2,1\] was expected/);
	programs.dispose();
});

test("an operation that cannot be computed is reported to those who read it, and to nobody else", async () => {
	await startEngine("onnx");
	const good = tf.range(0, 600).square();
	const far = tf.tidy(() => tf.gather(tf.range(0, 600), tf.range(0, 600).add(600).cast("int32")));
	assert.equal([...(await good.data())].slice(0, 3), [0, 1, 4]);
	const reason = await far.data().then(String, String);
	assert.match(reason, "indices element out of data bounds");
	tf.dispose([good, far]);
});

test("a wide product waits until it is read; what it is made of is computed with the rest", async () => {
	await startEngine("onnx");
	const backend = tf.backend() as OnnxBackend;
	const kept = tf.memory().numTensors;
	const thin = (width: number) =>
		tf.tidy(() => tf.sqrt(tf.fill([4, width], 4).add(tf.zeros([4, width]))) as tf.Tensor2D);
	const [a, b] = [thin(512), thin(300)];
	const wide = tf.matMul(a, b, true, false); // [512, 300]
	const half = tf.mul(a, 0.5);
	assert.is((await half.data())[0], 1);
	assert.not(backend.knows(wide));
	assert.ok(backend.knows(a) && backend.knows(b));
	const twice = tf.add(wide, wide);
	assert.is((await half.data())[0], 1);
	assert.equal([(await twice.data())[7], twice.size], [32, 512 * 300]);
	assert.not(backend.knows(wide), "a sum of it does without");
	const other = tf.matMul(a, b, true, false);
	assert.is((await wide.data())[0], 16);
	assert.ok(backend.knows(other), "one that is read brings the others");
	tf.dispose([a, b, wide, half, twice, other]);
	assert.is(tf.memory().numTensors, kept);
});

test.run();
