import type { EditableModel, ModelShape } from "./editable-model.ts";
import type { Located, OnProgress } from "./located.ts";
import { type NoParams, noParams, type z } from "./params.ts";
import { type Configured, createFactory, type Erased, type Factory, type PluginInfo } from "./plugin.ts";

/** A checkpoint found on this machine. */
export interface ModelSource {
	/** Hugging Face folder. */
	readonly folder: string;
	/** Commit on the hub, where it came from there. */
	readonly revision?: string;
	/** Identity of everything that can change the model's numbers. */
	readonly hash: string;
	readonly shape: ModelShape;
	/** Of the weights as float32, in bytes. */
	readonly bytes: number;
	readonly paddingSide: "left" | "right";
	/** Text of the token that the tokenizer puts before every text, such as Llama's `<s>`; absent where it puts none. */
	readonly startToken?: string;
	/** Where its files contradict each other, and what is used. */
	readonly notes?: readonly string[];
}

/** What a model plug-in does, with parameters resolved. */
export interface ModelImpl<Params> {
	/** Finds the checkpoint on this machine: no network, no weights read. @throws UserError where it is damaged */
	readonly locate: (context: { readonly params: Params }) => Promise<Located<ModelSource>>;
	/** Downloads what `locate` misses. Absent where there is nothing to download. */
	readonly fetch?: (context: { readonly params: Params; readonly onProgress?: OnProgress }) => Promise<void>;
	/** Reads the weights into the engine that runs. The caller disposes the model. */
	readonly load: (context: {
		readonly params: Params;
		readonly source: ModelSource;
		/** Tells people what takes long, or is not as it should be. */
		readonly say?: (text: string) => void;
	}) => Promise<EditableModel>;
}

/** A configured model, as experiments list it. */
export type Model = Configured<"model", Erased, ModelImpl<Erased>>;

/** Declares a kind of language model that can be edited. */
export function defineModel<const Name extends string, S extends z.ZodObject = NoParams>(
	definition: PluginInfo<Name, z.output<S>> & { readonly params?: S } & ModelImpl<z.output<S>>,
): Factory<"model", Name, S, ModelImpl<z.output<S>>> {
	const { params = noParams as unknown as S, locate, fetch, load, ...info } = definition;
	return createFactory("model", info, params, { locate, load, ...(fetch && { fetch }) });
}
