import { binaryKernels } from "./elementwise.ts";

/** Comparisons, element by element, with broadcasting: `rows.less(columns)` makes a causal mask. */
export const comparisons = binaryKernels(["float32", "int32"], "bool", [
	["Equal", "Equal"],
	["Greater", "Greater"],
	["GreaterEqual", "GreaterOrEqual"],
	["Less", "Less"],
	["LessEqual", "LessOrEqual"],
	["NotEqual", (graph, inputs) => graph.op("Not", [graph.op("Equal", inputs)])],
]);

/** Connectives of bools, element by element, with broadcasting. */
export const connectives = binaryKernels(["bool"], "same", [
	["LogicalAnd", "And"],
	["LogicalOr", "Or"],
]);
