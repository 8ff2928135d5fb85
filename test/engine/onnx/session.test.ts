import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type FloatAttribute, float } from "#engine/onnx/attribute";
import { Graph, MICROSOFT } from "#engine/onnx/graph";
import { onnxTensor } from "#engine/onnx/onnx-tensor";
import { Session } from "#engine/onnx/session";

const floats = (values: number[], dims = [values.length]) => onnxTensor(Float32Array.from(values), dims);

test("a session computes a graph at once, for any shape", () => {
	const graph = new Graph();
	const [x, y] = [graph.input("x"), graph.input("y")];
	graph.output(graph.op("Add", [graph.op("Mul", [x, graph.scalar(10)]), y]), "sum");
	const session = new Session(graph, { threads: 1 });
	const { sum } = session.run({ x: floats([1, 2]), y: floats([3, 4]) }, { sum: null });
	assert.equal(sum!.data, Float32Array.of(13, 24));
	assert.equal(sum!.dims, [2]);
	const square = session.run({ x: floats([1, 2, 3, 4], [2, 2]), y: floats([1]) }, { sum: null });
	assert.equal(square.sum!.dims, [2, 2]);
	assert.equal(square.sum!.data, Float32Array.of(11, 21, 31, 41));
});

test("a tensor among the fetches is overwritten, and shares no memory with the result", () => {
	const graph = new Graph();
	graph.output(graph.op("Neg", [graph.input("x")]), "y");
	const target = new Float32Array(2);
	const { y } = new Session(graph).run({ x: floats([1, 2]) }, { y: onnxTensor(target, [2]) });
	assert.equal(target, Float32Array.of(-1, -2));
	target[0] = 9;
	assert.equal(y!.data, Float32Array.of(-1, -2));
});

test("attributes may be whole numbers, lists, texts and floats", () => {
	const graph = new Graph();
	const x = graph.input("x");
	const options = { attributes: { alpha: float(0.5), transB: 1 } };
	graph.output(graph.op("Gemm", [x, x], options), "half");
	graph.output(graph.op("Transpose", [x], { attributes: { perm: [1, 0] } }), "turned");
	graph.output(graph.op("Gelu", [x], { attributes: { approximate: "tanh" } }), "gelu");
	graph.output(graph.op("FusedMatMul", [x, x], { domain: MICROSOFT, attributes: { transA: 1 } }), "fused");
	const fetches = { half: null, turned: null, gelu: null, fused: null };
	const { half, turned, gelu, fused } = new Session(graph).run({ x: floats([1, 2, 3, 4], [2, 2]) }, fetches);
	assert.equal(half!.data, Float32Array.of(2.5, 5.5, 5.5, 12.5));
	assert.equal(turned!.data, Float32Array.of(1, 3, 2, 4));
	assert.ok(Math.abs(Number(gelu!.data[0]) - 0.841192) < 1e-6);
	assert.equal(fused!.data, Float32Array.of(10, 14, 14, 20));
});

test("an operator may have several outputs, and leave optional inputs out", () => {
	const graph = new Graph();
	const [low, high] = graph.ops("Split", [graph.input("x"), graph.int64([1, 2])], 2, {
		attributes: { axis: 0 },
	});
	graph.output(low!, "low");
	graph.output(graph.op("Clip", [high!, "", graph.scalar(2.5)]), "high");
	const result = new Session(graph).run({ x: floats([1, 2, 3]) }, { low: null, high: null });
	assert.equal(result.low!.data, Float32Array.of(1));
	assert.equal(result.high!.data, Float32Array.of(2, 2.5));
});

test("inputs and outputs may be int32, int64 and bool, and have declared dimensions", () => {
	const graph = new Graph();
	const ids = graph.input("ids", "int64", ["tokens"]);
	const table = graph.initializer("table", "int32", [3, 1], Int32Array.of(7, 8, 9));
	const rows = graph.op("Gather", [table, ids]);
	graph.output(rows, "rows", "int32");
	graph.output(graph.op("Equal", [rows, graph.input("wanted", "int32", [1, 1])]), "found", "bool");
	const { rows: picked, found } = new Session(graph).run(
		{ ids: onnxTensor(BigInt64Array.of(2n, 0n), [2]), wanted: onnxTensor(Int32Array.of(7), [1, 1]) },
		{ rows: null, found: null },
	);
	assert.equal(picked!.data, Int32Array.of(9, 7));
	assert.equal(found!.data, Uint8Array.of(0, 1));
});

test("an initialiser may lie in a file", () => {
	const folder = mkdtempSync(join(tmpdir(), "onnx-session-"));
	try {
		writeFileSync(join(folder, "weights.bin"), new Uint8Array(Float32Array.of(0, 3, 4).buffer));
		const graph = new Graph();
		const region = { file: "weights.bin", offset: 4, length: 8 };
		const weight = graph.externalInitializer("weight", "float32", [2], region);
		graph.output(graph.op("Mul", [graph.input("x"), weight]), "y");
		const { y } = new Session(graph, { externalFolder: folder }).run({ x: floats([1, 2]) }, { y: null });
		assert.equal(y!.data, Float32Array.of(3, 8));
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("equal constants are stored once, and -0 is not 0", () => {
	const graph = new Graph();
	assert.is(graph.scalar(1), graph.scalar(1));
	assert.is(graph.int64([1, 2]), graph.int64([1, 2]));
	assert.is.not(graph.scalar(0), graph.scalar(-0));
	assert.is.not(graph.scalar(1), graph.int64([1]));
});

test("what a graph computes already is one node, unless an attribute, the domain or the results are others", () => {
	const graph = new Graph();
	const [x, y] = [graph.input("x"), graph.input("y")];
	const softmax = (axis: number | FloatAttribute) => graph.op("Softmax", [x], { attributes: { axis } });
	assert.is(graph.op("Add", [x, y]), graph.op("Add", [x, y]));
	assert.is(softmax(1), softmax(1));
	assert.equal(graph.ops("Split", [x], 2), graph.ops("Split", [x], 2));
	assert.is(graph.nodes.length, 3);
	graph.op("Add", [y, x]);
	softmax(0);
	softmax(float(1));
	graph.op("Add", [x, y], { domain: MICROSOFT });
	graph.ops("Split", [x], 3);
	assert.is(graph.nodes.length, 8);
});

test("a graph refuses values that do not exist, exist twice, or are no whole numbers", () => {
	const graph = new Graph();
	graph.input("x");
	assert.throws(
		() => graph.op("Add", ["x", "y"]),
		"'Add' reads 'y', which nothing in the graph defines before it",
	);
	assert.throws(
		() => graph.output("z", "z"),
		"'output' reads 'z', which nothing in the graph defines before it",
	);
	assert.throws(() => graph.input("x"), "The graph defines the value 'x' twice");
	graph.output(graph.op("Softmax", ["x"], { attributes: { axis: 0.5 } }), "y");
	assert.throws(() => new Session(graph), "Attribute 'axis' is 0.5: write float(0.5)");
});

test("a session has the threads that it was given, until it is disposed", () => {
	if (process.platform !== "linux") return console.log("  skipped: threads are counted in /proc");
	const threads = () => readdirSync("/proc/self/task").length;
	const graph = new Graph();
	graph.output(graph.op("Neg", [graph.input("x")]), "y");
	const before = threads();
	const session = new Session(graph, { threads: 4 });
	assert.is(threads() - before, 3, "three more than the caller's");
	session.dispose();
	assert.is(threads(), before);
	assert.throws(() => session.run({ x: floats([1]) }, { y: null }), /disposed/);
});

test.run();
