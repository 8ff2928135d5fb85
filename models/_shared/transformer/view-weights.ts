import { missingTensorHint } from "#engine/safetensors/near-names";
import type { tf } from "#engine/tf";
import type { Weights } from "../architecture.ts";

type Tensors = ReadonlyMap<string, tf.Tensor>;

/** Weights of a view: the checkpoint's, some of them replaced, in each lane by others perhaps. */
export class ViewWeights {
	readonly #base: Tensors;
	readonly #replaced: Tensors;
	readonly #lanes: readonly Tensors[];

	constructor(base: Tensors, replaced: Tensors = new Map(), lanes: readonly Tensors[] = []) {
		this.#base = base;
		this.#replaced = replaced;
		this.#lanes = lanes;
	}

	/** How a pass reads them. */
	get reader(): Weights {
		const read = (name: string, lane?: number) =>
			lane === undefined ? this.get(name) : this.#ofLane(name, lane);
		const differs = (name: string) => this.#lanes[0]?.has(name) ?? false;
		const isReplaced = (name: string) => this.#replaced.has(name) || differs(name);
		return Object.assign(read, { differs, isReplaced });
	}

	/** @throws Error where there is no such weight, or lanes have several */
	get(name: string): tf.Tensor {
		if (this.#lanes[0]?.has(name)) throw new Error(`The weight "${name}" differs between lanes`);
		return this.#known(name);
	}

	/** The same with more of them replaced; later ones win. @throws Error where one has another shape than the weight's */
	with(overrides: Tensors): ViewWeights {
		this.#check(overrides);
		return new ViewWeights(this.#base, new Map([...this.#replaced, ...overrides]), this.#lanes);
	}

	/** The same with lanes that replace weights. @throws Error where they do not replace the same ones, by the same shapes */
	withLanes(lanes: readonly Tensors[]): ViewWeights {
		if (this.#lanes.length > 0) throw new Error("A view with lanes takes no further lanes");
		const names = (lane: Tensors) => [...lane.keys()].sort().join();
		if (lanes.some((lane) => names(lane) !== names(lanes[0]!))) {
			throw new Error("All lanes of a view must replace the same weights");
		}
		for (const lane of lanes) this.#check(lane);
		return new ViewWeights(this.#base, this.#replaced, lanes);
	}

	#ofLane(name: string, lane: number): tf.Tensor {
		const own = this.#lanes[lane];
		if (own === undefined) throw new Error(`The view has no lane ${lane}: it has ${this.#lanes.length}`);
		return own.get(name) ?? this.#known(name);
	}

	#known(name: string): tf.Tensor {
		const weight = this.#replaced.get(name) ?? this.#base.get(name);
		if (weight !== undefined) return weight;
		throw new Error(`The model has no weight "${name}". ${missingTensorHint(name, this.#base.keys())}`);
	}

	#check(overrides: Tensors): void {
		for (const [name, tensor] of overrides) {
			const { shape } = this.#known(name);
			if (shape.length === tensor.shape.length && shape.every((size, i) => size === tensor.shape[i]))
				continue;
			throw new Error(`A replacement of "${name}" must have the shape [${shape}], got [${tensor.shape}]`);
		}
	}
}
