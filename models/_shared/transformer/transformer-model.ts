import type { Sampling } from "#core/ask";
import type {
	Capability,
	EditableModel,
	GenerateOptions,
	InjectedBatch,
	Injection,
	InjectionPlace,
	MlpOutput,
	ModelShape,
	Reading,
	TokenBatch,
	TokenPosition,
	TracePoint,
} from "#core/editable-model";
import type { HiddenBelow } from "#core/hidden-below";
import type { Tokenizer } from "#core/tokenizer";
import { tf } from "#engine/tf";
import type { RunnableNetwork } from "../architecture.ts";
import { generate } from "../generate/generate.ts";
import { ReadRows } from "../generate/read-rows.ts";
import { logitsAt, type Runnable, traceAt } from "./forward.ts";
import { checkInjection } from "./inject.ts";
import { injectedBatch } from "./injected-batch.ts";
import { layoutOf } from "./token-layout.ts";
import { ViewWeights } from "./view-weights.ts";

/** What all views of a model share. */
export interface ModelParts {
	readonly network: RunnableNetwork;
	readonly tokenizer: Tokenizer;
	readonly sampling: Partial<Sampling>;
	/** Any of these ends a text. */
	readonly endIds: readonly number[];
}

/** A language model of any architecture, or a view of one. */
export class TransformerModel implements EditableModel {
	readonly provides: ReadonlySet<Capability> = new Set(["weights", "activations", "gradients", "generation"]);
	readonly #parts: ModelParts;
	readonly #weights: ViewWeights;
	readonly #injections: readonly Injection[];
	/** What `dispose` frees; a view owns nothing. */
	readonly #owned: tf.Tensor[];

	/** Takes over the tensors of `weights`. */
	constructor(
		parts: ModelParts,
		weights: ReadonlyMap<string, tf.Tensor> | ViewWeights,
		injections: readonly Injection[] = [],
	) {
		this.#parts = parts;
		this.#injections = injections;
		this.#weights = weights instanceof ViewWeights ? weights : new ViewWeights(weights);
		this.#owned = weights instanceof ViewWeights ? [] : [...weights.values()];
	}

	get tokenizer(): Tokenizer {
		return this.#parts.tokenizer;
	}

	get shape(): ModelShape {
		return this.#parts.network.shape;
	}

	get sampling(): Partial<Sampling> {
		return this.#parts.sampling;
	}

	mlpOutput(layer: number): MlpOutput {
		const { layers } = this.shape;
		if (Number.isInteger(layer) && layer >= 0 && layer < layers) return this.#parts.network.mlpOutput(layer);
		throw new Error(`Layer ${layer} is not one of 0 to ${layers - 1}`);
	}

	weight(name: string): tf.Tensor {
		return this.#weights.get(name);
	}

	withWeights(overrides: ReadonlyMap<string, tf.Tensor>): EditableModel {
		return new TransformerModel(this.#parts, this.#weights.with(overrides), this.#injections);
	}

	withLanes(lanes: readonly ReadonlyMap<string, tf.Tensor>[]): EditableModel {
		return new TransformerModel(this.#parts, this.#weights.withLanes(lanes), this.#injections);
	}

	withInjection(injections: readonly Injection[]): EditableModel {
		for (const injection of injections) checkInjection(injection, this.shape);
		return new TransformerModel(this.#parts, this.#weights, [...this.#injections, ...injections]);
	}

	injectedBatch(batch: TokenBatch, at: readonly TokenPosition[], place: InjectionPlace): InjectedBatch {
		const isPlain = !batch.mask && !batch.positions && !batch.lanes;
		if (isPlain && this.#injections.length === 0) return injectedBatch(this.#runnable, batch.ids, at, place);
		return {
			logits: (tensor) => this.withInjection([{ ...place, tensor }]).logits(batch, at),
			dispose() {},
		};
	}

	logits(batch: TokenBatch, at: readonly TokenPosition[], below?: HiddenBelow): tf.Tensor2D {
		// An injection may be below the block, in this view alone.
		const kept = this.#injections.length > 0 ? undefined : below;
		return tf.tidy(() => logitsAt(this.#runnable, batch, at, kept));
	}

	read(
		batch: TokenBatch,
		at: readonly TokenPosition[],
	): { readonly logits: tf.Tensor2D; readonly reading: Reading } {
		if (batch.mask) throw new Error("Padded rows cannot be read to go on from");
		const reading = new ReadRows();
		return { logits: reading.read(this.#runnable, layoutOf(batch), at), reading };
	}

	trace(batch: TokenBatch, at: readonly TokenPosition[], points: readonly TracePoint[]): tf.Tensor2D[] {
		return tf.tidy(() => traceAt(this.#runnable, layoutOf(batch), at, points));
	}

	generate(prompts: readonly (readonly number[])[], options: GenerateOptions): Promise<number[][]> {
		if (this.#injections.length > 0) throw new Error("A view with injections generates nothing");
		return generate({ ...this.#runnable, endIds: this.#parts.endIds }, prompts, options);
	}

	frame(prompt: string): string {
		return prompt;
	}

	dispose(): void {
		tf.dispose(this.#owned);
	}

	get #runnable(): Runnable {
		return { network: this.#parts.network, weights: this.#weights.reader, injections: this.#injections };
	}
}
