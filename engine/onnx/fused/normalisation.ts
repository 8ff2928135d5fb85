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
	({ inputs: { x, gain }, attrs, backend }) => backend.compute(forward(rms, attrs), [x, gain], x.shape),
);

export const layerNorm = defineKernel<Inputs<"x" | "gain" | "bias">, Attributes>(
	"LayerNorm",
	({ inputs: { x, gain, bias }, attrs, backend }) =>
		backend.compute(forward(layer, attrs), [x, gain, bias], x.shape),
);

export const rmsNormGrad = defineKernel<Inputs<"dy" | "x" | "gain">, Attributes>(
	"RmsNormGrad",
	({ inputs: { dy, x, gain }, attrs, backend }) =>
		backend.compute(backward(rms, attrs), [dy, x, gain], x.shape),
);

export const layerNormGrad = defineKernel<Inputs<"dy" | "x" | "gain" | "bias">, Attributes>(
	"LayerNormGrad",
	({ inputs: { dy, x, gain, bias }, attrs, backend }) =>
		backend.compute(backward(layer, attrs), [dy, x, gain, bias], x.shape),
);

/** An operator of ONNX Runtime, over the last axis. */
interface Norm {
	readonly operator: string;
	/** How many a forward pass has; a gradient has `dy` before them. */
	readonly inputs: number;
	/** Whether the mean is taken off first. */
	readonly centres: boolean;
}

const rms: Norm = { operator: "SimplifiedLayerNormalization", inputs: 2, centres: false };
const layer: Norm = { operator: "LayerNormalization", inputs: 3, centres: true };

const forward = (norm: Norm, { epsilon }: Attributes): Operation => ({
	key: `${norm.operator} ${epsilon}`,
	inputs: new Array<"float32">(norm.inputs).fill("float32"),
	output: "float32",
	build: (graph, names) => normalise(graph, norm, names, epsilon).result,
});

/**
 * With c = x − mean(x), or x where nothing is centred, r = 1 / √(mean(c²) + ε) and d = dy · gain:
 * dx = r (d − mean(d) − c r² mean(d c)), where mean(d) is absent for the latter.
 */
const backward = (norm: Norm, { epsilon }: Attributes): Operation => ({
	key: `${norm.operator}Grad ${epsilon}`,
	inputs: new Array<"float32">(norm.inputs + 1).fill("float32"),
	output: "float32",
	build(graph, [dy, ...names]) {
		const op = (type: string, ...inputs: string[]): string => graph.op(type, inputs);
		const average = (value: string): string => graph.op("ReduceMean", [value, graph.int64([-1])]);
		// In one graph with the forward pass, this is its own node.
		const { r, mean } = normalise(graph, norm, names, epsilon);
		const [x, gain] = names;
		const c = mean === undefined ? x! : op("Sub", x!, mean);
		const d = op("Mul", dy!, gain!);
		const share = op("Mul", op("Mul", r, r), average(op("Mul", d, c)));
		const centred = mean === undefined ? d : op("Sub", d, average(d));
		return op("Mul", r, op("Sub", centred, op("Mul", c, share)));
	},
});

/** @returns names of x̂ · gain + bias, [tokens, hidden], of r and, where it is taken off, of the mean, [tokens, 1] */
function normalise(graph: Graph, norm: Norm, inputs: readonly string[], epsilon: number) {
	const attributes = { axis: -1, epsilon: float(epsilon) };
	const outputs = graph.ops(norm.operator, inputs, norm.centres ? 3 : 2, { attributes });
	return { result: outputs[0]!, r: outputs.at(-1)!, ...(norm.centres && { mean: outputs[1]! }) };
}
