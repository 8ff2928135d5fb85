import type { MlpOutput, ModelShape } from "#core/editable-model";
import type { tf } from "#engine/tf";
import type { CheckpointConfig } from "./checkpoint/read-config.ts";
import type { Attend } from "./transformer/attention.ts";
import type { TokenLayout } from "./transformer/token-layout.ts";

/** A family of networks, named by `model_type` in config.json. */
export interface Architecture {
	readonly modelType: string;
	/** @throws UserError where config.json lacks a setting or asks for what this architecture does not do here */
	readonly describe: (config: CheckpointConfig) => Network;
}

/** Reads weights as the current view of the model has them, in stored orientation. */
export interface Weights {
	/** @throws Error where lanes have several, and none is named */
	(name: string, lane?: number): tf.Tensor;
	/** Whether each lane has its own. */
	readonly differs: (name: string) => boolean;
	/** Whether the view has another than the checkpoint, in lanes or not. */
	readonly isReplaced: (name: string) => boolean;
}

/** One network: its sizes, the weights it wants, and how to come to run it. It holds no tensors. */
export interface Network {
	readonly shape: ModelShape;
	/** Shape of every weight, by the name that transformers gives it in a checkpoint. */
	readonly weights: ReadonlyMap<string, readonly number[]>;
	/** What such names start with; checkpoints of the bare network leave it out. */
	readonly prefix: string;
	/** Name of the token embedding, to which the output matrix may be tied. */
	readonly embedding: string;
	/** What config.json says against itself, and what is used. */
	readonly notes: readonly string[];
	/** Query heads that share a key head: 1 in plain multi-head attention. */
	readonly group: number;
	/** Whether a position at or past `shape.positions` cannot be computed. */
	readonly limitsPositions: boolean;
	readonly mlpOutput: (layer: number) => MlpOutput;
	/** What the names of a block's weights start with, dot included. */
	readonly blockPrefix: (layer: number) => string;
	/** Whether blocks differ in their weights and in nothing else. */
	readonly hasLikeBlocks: boolean;
	/** Loads what runs it, which nobody needs who only wants to know of it. */
	readonly passes: () => Promise<BeginPass>;
}

/** Begins a pass over some tokens: what all blocks share is computed here. */
export type BeginPass = (weights: Weights, tokens: TokenLayout) => Pass;

/** A network with what runs it. */
export interface RunnableNetwork extends Network {
	readonly begin: BeginPass;
}

/** The steps of one pass. `hidden` is [tokens, hidden], the rows of the batch one after the other. */
export interface Pass {
	readonly embed: () => tf.Tensor2D;
	readonly block: (layer: number, hidden: tf.Tensor2D, attend: Attend) => BlockValues;
	/** Last normalisation and vocabulary matrix. @returns [tokens, vocab] */
	readonly head: (hidden: tf.Tensor2D) => tf.Tensor2D;
}

/** Values inside and after a block, by the site's name in a TracePoint. */
export interface BlockValues {
	/** [tokens, inner] */
	readonly "mlpOutput.input": tf.Tensor2D;
	/** [tokens, hidden], bias included */
	readonly mlpOutput: tf.Tensor2D;
	/** [tokens, hidden] */
	readonly block: tf.Tensor2D;
}
