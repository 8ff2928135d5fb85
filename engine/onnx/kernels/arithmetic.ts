import type { Graph } from "../graph.ts";
import { binaryKernels, unaryKernels } from "./elementwise.ts";

/** `y = f(x)`, element by element. */
export const unary = unaryKernels([
	["Abs", "Abs"],
	["Cos", "Cos"],
	["Erf", "Erf"],
	["Exp", "Exp"],
	["Log", "Log"],
	["Neg", "Neg"],
	["Reciprocal", "Reciprocal"],
	["Relu", "Relu"],
	["Rsqrt", (graph, x) => graph.op("Reciprocal", [graph.op("Sqrt", x)])],
	["Sigmoid", sigmoid],
	["Sin", "Sin"],
	["Sqrt", "Sqrt"],
	["Square", (graph, [x]) => graph.op("Mul", [x!, x!])],
	["Tanh", "Tanh"],
]);

/** Not the operator Sigmoid, which gives 1.5e-8 for all x below -18: the logarithm of that would be no more than -18. */
function sigmoid(graph: Graph, [x]: readonly string[]): string {
	return graph.op("Reciprocal", [
		graph.op("Add", [graph.scalar(1), graph.op("Exp", [graph.op("Neg", [x!])])]),
	]);
}

/** `y = f(a, b)`, element by element, with broadcasting, of floats and of int32. */
const ofNumbers = binaryKernels(["float32", "int32"], "same", [
	["Add", "Add"],
	["Maximum", "Max"],
	["Minimum", "Min"],
	["Multiply", "Mul"],
	["Sub", "Sub"],
]);

const ofFloats = binaryKernels(["float32"], "same", [
	["Pow", "Pow"],
	["RealDiv", "Div"],
	[
		"SquaredDifference",
		(graph, inputs) => {
			const difference = graph.op("Sub", inputs);
			return graph.op("Mul", [difference, difference]);
		},
	],
]);

export const binary = [...ofNumbers, ...ofFloats];
