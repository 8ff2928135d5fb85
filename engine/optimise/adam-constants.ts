/** What is the same for all elements in one step of Adam. */
export interface AdamConstants {
	/** η / (1 − β₁ᵗ) */
	readonly stepSize: number;
	/** 1 / √(1 − β₂ᵗ) */
	readonly scale: number;
	/** ε of the clamp; infinite without one. */
	readonly radius: number;
}

/** PyTorch's defaults: decay of both moments, and what keeps the denominator from 0. */
export const BETA1 = 0.9;
export const BETA2 = 0.999;
export const EPSILON = 1e-8;

export const adamConstants = (step: number, learningRate: number, radius: number): AdamConstants => ({
	stepSize: learningRate / (1 - BETA1 ** step),
	scale: 1 / Math.sqrt(1 - BETA2 ** step),
	radius,
});
