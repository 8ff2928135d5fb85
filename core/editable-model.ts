import type { Random } from "#engine/rng";
import type { tf } from "#engine/tf";
import type { Sampling } from "./ask.ts";
import type { HiddenBelow } from "./hidden-below.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** What a model can offer and an editor may need. */
export type Capability = "weights" | "activations" | "gradients" | "generation" | "images";

/** Sizes by which presets recognise a model: never a name or a path. */
export interface ModelShape {
	/** `model_type` of config.json. */
	readonly modelType: string;
	readonly layers: number;
	readonly hidden: number;
	/** Width of the MLP. */
	readonly inner: number;
	readonly vocab: number;
	readonly heads: number;
	/** Longest sequence the model was made for, in tokens. */
	readonly positions: number;
}

/**
 * Token ids, one row a sequence. Rows of unequal length are padded on the right and masked, so that no row sees
 * padding. Rows that the caller padded say so by `mask`; without a mask every token is attended to.
 */
export interface TokenBatch {
	readonly ids: readonly (readonly number[])[];
	/** 1 for a token, 0 for padding; shaped like `ids`, which must then be rectangular. */
	readonly mask?: readonly (readonly number[])[];
	/** Position of each token, 0, 1, 2 … from the row's start where absent. */
	readonly positions?: readonly (readonly number[])[];
	/** Lane of each row, in ascending order; see `withLanes`. All rows are of lane 0 where absent. */
	readonly lanes?: readonly number[];
}

/** Row and column of a token in a batch. */
export type TokenPosition = readonly [row: number, column: number];

/** A place whose value can be read: the input or output of a block's MLP output matrix, or the block's output. */
export interface TracePoint {
	readonly layer: number;
	readonly site: "mlpOutput.input" | "mlpOutput" | "block";
}

/** Where something is added inside the network: to the MLP's output or to the block's, which includes it. */
export interface InjectionPlace {
	readonly layer: number;
	readonly site: "mlpOutput" | "block";
	/** Tokens of the batches that are asked about; the others stay as they are. */
	readonly at: readonly TokenPosition[];
}

export interface Injection extends InjectionPlace {
	/** [at, hidden]; the caller's. */
	readonly tensor: tf.Tensor2D;
}

/** Logits of one batch as a function of what is added at one place. */
export interface InjectedBatch {
	/** Differentiable in the tensor. @param tensor [at, hidden] @returns [asked, vocab]; the caller owns it */
	logits(tensor: tf.Tensor2D): tf.Tensor2D;
	/** Frees what the batch holds. */
	dispose(): void;
}

/** Rows that a model has read, for `generate` to go on from. */
export interface Reading {
	/** Forgets all rows but these, and numbers them anew. @param rows in ascending order */
	keepRows(rows: readonly number[]): void;
	/** Frees what it holds. */
	dispose(): void;
}

/** The MLP output matrix of a block (the "values" of its key-value memory), under the checkpoint's own names. */
export interface MlpOutput {
	readonly weight: string;
	/** What FT and ICE train: the weight, and for GPT-2 its bias too. */
	readonly parameters: readonly string[];
	/** How the weight is stored: GPT-2 [in, out], Llama [out, in]. */
	readonly orientation: "in-out" | "out-in";
}

/** What to generate. Rows are independent: each has its own stream of random numbers. */
export interface GenerateOptions {
	readonly sampling: Sampling;
	/** One stream a row; unused when greedy. */
	readonly random: readonly Random[];
	/** New tokens of each row. */
	readonly maxNewTokens: readonly number[];
	/** End-of-text is forbidden before this many new tokens. @default 0 */
	readonly minNewTokens?: number;
	/** Whether end-of-text ends a row (it is kept as its last token). @default true */
	readonly stopAtEnd?: boolean;
	/** Lane of each row, in ascending order; see `withLanes`. All rows are of lane 0 where absent. */
	readonly lanes?: readonly number[];
	/** The prompts as the model has read them: it goes on from there, and uses this up. */
	readonly after?: Reading;
	/** Is given what each token is drawn from: the row's logits, [vocab], before sampling changes them. They are not the listener's to keep. */
	readonly onLogits?: (row: number, logits: Float32Array) => void;
}

/** A language model as editors and metrics see it. Tensors are read with `await t.data()` only. */
export interface EditableModel {
	readonly tokenizer: Tokenizer;
	readonly shape: ModelShape;
	readonly provides: ReadonlySet<Capability>;
	/** Sampling of the checkpoint's generation_config.json, where it has one. */
	readonly sampling: Partial<Sampling>;
	/** @returns names and orientation of a block's MLP output matrix. @throws Error for a layer that is not there */
	mlpOutput(layer: number): MlpOutput;
	/** @returns the live tensor in stored orientation; do not dispose it */
	weight(name: string): tf.Tensor;
	/** A view in which some weights are replaced; the tensors stay the caller's. Differentiable in them. */
	withWeights(overrides: ReadonlyMap<string, tf.Tensor>): EditableModel;
	/**
	 * A view of several models side by side, one a lane: each row of a batch says by `lanes` under whose weights it runs.
	 * Only matrices and biases of linear layers may be replaced, by all lanes the same ones. What lanes share is computed
	 * for all rows together, so that many edits cost little more than a few. Differentiable in the tensors, which stay the
	 * caller's.
	 *
	 * @param lanes replaced weights of each lane
	 */
	withLanes(lanes: readonly ReadonlyMap<string, tf.Tensor>[]): EditableModel;
	/**
	 * A view that adds these, and those it has, to what flows through the network; it answers `logits` and `trace` of
	 * batches that have such tokens, and generates nothing. Differentiable in the tensors.
	 */
	withInjection(injections: readonly Injection[]): EditableModel;
	/**
	 * The same for one batch and many tensors, as a search tries them: what does not depend on them is computed once.
	 * The weights must outlive it.
	 */
	injectedBatch(batch: TokenBatch, at: readonly TokenPosition[], place: InjectionPlace): InjectedBatch;
	/**
	 * Next-token logits at the given tokens.
	 *
	 * @param below for rows that are read again and again: a model may begin at its block; one that does not use it is as right
	 * @returns [at, vocab]; the caller owns it
	 */
	logits(batch: TokenBatch, at: readonly TokenPosition[], below?: HiddenBelow): tf.Tensor2D;
	/**
	 * `logits`, and the rows as they were read, from which `generate` can go on, under the same weights, without reading
	 * them again. Rows must not be padded. Differentiable like `logits`; both are the caller's.
	 */
	read(
		batch: TokenBatch,
		at: readonly TokenPosition[],
	): { readonly logits: tf.Tensor2D; readonly reading: Reading };
	/** Values inside the network at the given tokens, one tensor a point. @returns [at, width] each; the caller owns them */
	trace(batch: TokenBatch, at: readonly TokenPosition[], points: readonly TracePoint[]): tf.Tensor2D[];
	/** @returns new ids of each row, without the prompt */
	generate(prompts: readonly (readonly number[])[], options: GenerateOptions): Promise<number[][]>;
	/** What the model is really asked when a user asks `prompt`: itself, unless an edit wraps it. */
	frame(prompt: string): string;
	/** Frees the weights; on a view, nothing. */
	dispose(): void;
}
