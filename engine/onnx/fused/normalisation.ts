import type { tf } from "#engine/tf";
import { float } from "../attribute.ts";
import type { Graph } from "../graph.ts";
import { defineKernel } from "../kernel.ts";
import type { Operation } from "../operation.ts";

interface Attributes {
	readonly epsilon: number;
}
type Inputs<Names extends string> = Record<Names, tf.TensorInfo>;

export const rmsNorm = defineKernel<Inputs<"x" | "gain">, Attributes>(
	"RmsNorm",
	({ inputs: { x, gain }, attrs, backend }) =>
		backend.compute(forward("SimplifiedLayerNormalization", 2, attrs), [x, gain], x.shape),
);

export const layerNorm = defineKernel<Inputs<"x" | "gain" | "bias">, Attributes>(
	"LayerNorm",
	({ inputs: { x, gain, bias }, attrs, backend }) =>
		backend.compute(forward("LayerNormalization", 3, attrs), [x, gain, bias], x.shape),
);

/** With x̂ = x r, r = 1 / √(mean(x²) + ε) and d = dy · gain: dx = r (d − x̂ mean(d x̂)). */
export const rmsNormGrad = defineKernel<Inputs<"dy" | "x" | "gain">, Attributes>(
	"RmsNormGrad",
	({ inputs: { dy, x, gain }, attrs, backend }) =>
		backend.compute(backward("RmsNormGrad", attrs, false), [dy, x, gain], x.shape),
);

/** With x̂ = (x − mean(x)) r, r = 1 / √(var(x) + ε) and d = dy · gain: dx = r (d − mean(d) − x̂ mean(d x̂)). */
export const layerNormGrad = defineKernel<Inputs<"dy" | "x" | "gain">, Attributes>(
	"LayerNormGrad",
	({ inputs: { dy, x, gain }, attrs, backend }) =>
		backend.compute(backward("LayerNormGrad", attrs, true), [dy, x, gain], x.shape),
);

const forward = (operator: string, inputs: number, { epsilon }: Attributes): Operation => ({
	key: `${operator} ${epsilon}`,
	inputs: new Array<"float32">(inputs).fill("float32"),
	output: "float32",
	build: (graph, names) => graph.op(operator, names, { attributes: { axis: -1, epsilon: float(epsilon) } }),
});

const backward = (name: string, { epsilon }: Attributes, centres: boolean): Operation => ({
	key: `${name} ${epsilon}`,
	inputs: ["float32", "float32", "float32"],
	output: "float32",
	build(graph, [dy, x, gain]) {
		const mean = (value: string): string => graph.op("ReduceMean", [value, graph.int64([-1])]);
		const centred = (value: string): string => (centres ? graph.op("Sub", [value, mean(value)]) : value);
		const c = centred(x!);
		const r = inverseRoot(graph, mean(graph.op("Mul", [c, c])), epsilon);
		const unit = graph.op("Mul", [c, r]);
		const d = graph.op("Mul", [dy!, gain!]);
		const along = graph.op("Mul", [unit, mean(graph.op("Mul", [d, unit]))]);
		return graph.op("Mul", [r, graph.op("Sub", [centred(d), along])]);
	},
});

const inverseRoot = (graph: Graph, value: string, epsilon: number): string =>
	graph.op("Reciprocal", [graph.op("Sqrt", [graph.op("Add", [value, graph.scalar(epsilon)])])]);
