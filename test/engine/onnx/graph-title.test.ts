import { test } from "uvu";
import * as assert from "uvu/assert";
import { Graph } from "#engine/onnx/graph";
import { graphTitle } from "#engine/onnx/graph-title";

test("a graph is called by its operators, the most frequent first, and how many more there are", () => {
	const graph = new Graph();
	const x = graph.input("x");
	graph.output(graph.op("Neg", [x]), "negative");
	assert.is(graphTitle(graph), "Neg");
	const twice = graph.op("Mul", [graph.op("Mul", [x, x]), x]);
	assert.is(graphTitle(graph), "Mul, Neg");
	graph.op("Exp", [graph.op("Abs", [graph.op("Sqrt", [twice])])]);
	assert.is(graphTitle(graph), "Mul, Neg, Sqrt and 2 more");
});

test("a graph that only hands on its input is called so", () => {
	const graph = new Graph();
	graph.output(graph.input("x"), "y");
	assert.is(graphTitle(graph), "Identity");
});

test.run();
