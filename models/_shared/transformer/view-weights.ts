import { missingTensorHint } from "#engine/safetensors/near-names";
import type { tf } from "#engine/tf";

/** Weights of a view: the checkpoint's, some of them replaced. */
export class ViewWeights {
	readonly #base: ReadonlyMap<string, tf.Tensor>;
	readonly #replaced: ReadonlyMap<string, tf.Tensor>;

	constructor(base: ReadonlyMap<string, tf.Tensor>, replaced: ReadonlyMap<string, tf.Tensor> = new Map()) {
		this.#base = base;
		this.#replaced = replaced;
	}

	/** @throws Error where there is no such weight */
	readonly get = (name: string): tf.Tensor => {
		const weight = this.#replaced.get(name) ?? this.#base.get(name);
		if (weight !== undefined) return weight;
		throw new Error(`The model has no weight "${name}". ${missingTensorHint(name, this.#base.keys())}`);
	};

	/** The same with more of them replaced; later ones win. @throws Error where one has another shape than the weight's */
	with(overrides: ReadonlyMap<string, tf.Tensor>): ViewWeights {
		for (const [name, tensor] of overrides) {
			const { shape } = this.get(name);
			if (shape.length === tensor.shape.length && shape.every((size, i) => size === tensor.shape[i]))
				continue;
			throw new Error(`A replacement of "${name}" must have the shape [${shape}], got [${tensor.shape}]`);
		}
		return new ViewWeights(this.#base, new Map([...this.#replaced, ...overrides]));
	}
}
