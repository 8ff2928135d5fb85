import { tf } from "#engine/tf";
import { defineKernel, isFloat } from "../kernel.ts";
import { multiply } from "./matmul.ts";

/** Kernels of `tf.fused` activations; "linear" has none. */
const activations: Readonly<Record<string, string>> = {
	relu: "Relu",
	relu6: "Relu6",
	elu: "Elu",
	sigmoid: "Sigmoid",
	leakyrelu: "LeakyRelu",
	prelu: "Prelu",
};

/** `activation(a · b + bias)`, by this backend's kernels for the three. */
export const fusedMatmul = defineKernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>(
	"_FusedMatMul",
	({ inputs: { a, b, bias, preluActivationWeights }, attrs, backend }) => {
		if (!isFloat(a, b)) return;
		const steps: ((x: tf.TensorInfo) => tf.TensorInfo)[] = [];
		if (bias) steps.push((x) => call("Add", { a: x, b: bias }));
		const { activation, leakyreluAlpha } = attrs;
		if (activation && activation !== "linear") {
			const name = activations[activation];
			tf.util.assert(name !== undefined, () => `Error in fused matMul: unknown activation '${activation}'.`);
			steps.push((x) =>
				activation === "prelu"
					? call("Prelu", { x, alpha: preluActivationWeights! })
					: call(name!, { x }, { alpha: leakyreluAlpha! }),
			);
		}
		const product = multiply(backend, a, b, attrs);
		return product && steps.reduce(andDispose, product);

		function call(
			name: string,
			inputs: tf.NamedTensorInfoMap,
			attributes: tf.NamedAttrMap = {},
		): tf.TensorInfo {
			const { kernelFunc } = tf.getKernel(name, "onnx");
			return kernelFunc({ inputs, attrs: attributes, backend }) as tf.TensorInfo;
		}

		function andDispose(x: tf.TensorInfo, step: (x: tf.TensorInfo) => tf.TensorInfo): tf.TensorInfo {
			const y = step(x);
			backend.disposeIntermediateTensorInfo(x);
			return y;
		}
	},
);
