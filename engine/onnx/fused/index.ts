import type { Kernel } from "../kernel.ts";
import { geluNew, geluNewGrad } from "./gelu-new.ts";
import { logSoftmax, logSoftmaxGrad } from "./log-softmax.ts";
import { layerNorm, layerNormGrad, rmsNorm, rmsNormGrad } from "./normalisation.ts";
import { pick, pickGrad } from "./pick.ts";
import { rotate } from "./rotate.ts";
import { swiglu, swigluGrad } from "./swiglu.ts";

/** Kernels that TensorFlow.js has not: one pass for what takes it several operations. See engine/fused. */
export const fusedKernels: readonly Kernel[] = [
	geluNew,
	geluNewGrad,
	layerNorm,
	layerNormGrad,
	logSoftmax,
	logSoftmaxGrad,
	pick,
	pickGrad,
	rmsNorm,
	rmsNormGrad,
	rotate,
	swiglu,
	swigluGrad,
];
