import { tf } from "#engine/tf";
import { adamConstants } from "./adam-constants.ts";
import { type AdamState, adamState, adamStep } from "./adam-step.ts";

export interface AdamSettings {
	/** η */
	readonly learningRate: number;
	/** How far an element may go from where it started; `null` for as far as it likes. */
	readonly radius: number | null;
	/** How far a weight as a whole may go from where it started, in Euclidean length. @default as far as it likes */
	readonly ball?: number;
}

/**
 * Adam (Kingma & Ba 2015, arXiv 1412.6980) as torch.optim.Adam computes it, each step followed by an elementwise clamp
 * into a box around the start, and, where there is one, by projection into a ball around it:
 *
 *     m ← β₁ m + (1 − β₁) g        v ← β₂ v + (1 − β₂) g²
 *     W ← W − η/(1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + 1e-8)
 *     W ← min(max(W, W₀ − r), W₀ + r)
 *     W ← W₀ + (W − W₀) · min(1, R / ‖W − W₀‖)
 *
 * with g the gradient, t the number of the step, r the radius, R the ball's, β₁ 0.9, β₂ 0.999, no weight decay.
 */
export class Adam {
	readonly #start: ReadonlyMap<string, tf.Tensor>;
	readonly #settings: AdamSettings;
	readonly #states: Map<string, AdamState>;
	#step = 0;

	/** @param start where the weights begin; the tensors stay the caller's, for as long as this lives */
	constructor(start: ReadonlyMap<string, tf.Tensor>, settings: AdamSettings) {
		this.#start = start;
		this.#settings = settings;
		this.#states = new Map([...start].map(([name, w]) => [name, adamState(w)]));
	}

	/** The weights as they are now. They live until the next step. */
	get values(): ReadonlyMap<string, tf.Tensor> {
		return new Map([...this.#states].map(([name, { w }]) => [name, w]));
	}

	/** Makes a step. @param gradients of all weights; they stay the caller's */
	step(gradients: ReadonlyMap<string, tf.Tensor>): void {
		const { learningRate, radius, ball } = this.#settings;
		const constants = adamConstants(++this.#step, learningRate, radius ?? Number.POSITIVE_INFINITY);
		for (const [name, state] of this.#states) {
			const w0 = this.#start.get(name)!;
			const next = adamStep(state, { w0, g: gradients.get(name)! }, constants);
			this.#states.set(name, ball === undefined ? next : { ...next, w: intoBall(next.w, w0, ball) });
		}
	}

	/** @returns W − W₀ of all weights, for the caller to dispose */
	deltas(): Map<string, tf.Tensor> {
		return new Map([...this.#states].map(([name, { w }]) => [name, tf.sub(w, this.#start.get(name)!)]));
	}

	dispose(): void {
		for (const { w, m, v } of this.#states.values()) tf.dispose([w, m, v]);
		this.#states.clear();
	}
}

/** Takes over `w`. A length that overflows gives NaN, where division by it would give the start, as if nothing were to learn. */
function intoBall(w: tf.Tensor, w0: tf.Tensor, radius: number): tf.Tensor {
	const inside = tf.tidy(() => {
		const way = tf.sub(w, w0);
		const length = tf.norm(way); // []
		const factor = tf.add(tf.minimum(1, tf.div(radius, length)), tf.sub(length, length));
		return tf.add(w0, tf.mul(way, factor));
	});
	w.dispose();
	return inside;
}
