import type { Random } from "#engine/rng";
import type { Artifacts } from "./artifacts.ts";
import type { Edit } from "./edit.ts";
import type { Capability, EditableModel, ModelShape } from "./editable-model.ts";
import type { Fidelity } from "./fidelity.ts";
import type { Need } from "./need.ts";
import { type NoParams, noParams, type z } from "./params.ts";
import { type Configured, createFactory, type Erased, type Factory, type PluginInfo } from "./plugin.ts";
import type { EditRecord } from "./record.ts";

/** What is edited at once: one request, or several in batch editing. */
export interface EditCase {
	/** The id of its first request; keys the case's random numbers. */
	readonly id: string;
	readonly requests: readonly [EditRecord, ...EditRecord[]];
}

/** One step of an optimisation, as stored with the record. */
export interface EditStep {
	readonly loss: number;
	/** Probability of each target token under the edited model, where the method computes it anyway. */
	readonly targetProbs?: readonly number[];
}

/** What an editor is given. */
export interface EditContext<Params> {
	readonly model: EditableModel;
	/** Independent of each other. One, unless the editor declares `lanes`. */
	readonly cases: readonly EditCase[];
	readonly params: Params;
	readonly fidelity: Fidelity;
	/** What the editor needs to have built once for this model. */
	readonly artifacts: Artifacts;
	/**
	 * The stream of a draw, keyed by the experiment's seed and these: never by the order in which records come.
	 *
	 * @param purpose of the draw, such as "ice/sample"
	 * @param id of the case
	 */
	readonly random: (purpose: string, id: string, ...step: readonly (string | number)[]) => Random;
	/** Reports a step of a case. */
	readonly onStep: (edited: EditCase, step: EditStep) => void;
}

/** Hyper-parameters of a paper for one model, recognised by its sizes: never by a name or a path. */
export interface Preset<Input> {
	readonly title: string;
	readonly shape: Partial<ModelShape>;
	readonly params: Input;
}

/** What an editor declares and does. */
export interface EditorImpl<Params> {
	/** Cells whose model lacks one of these are skipped with the reason. */
	readonly requires: readonly Capability[];
	/** Whether a case may hold several requests. A request that cannot be edited is named by `SkipRecord`. */
	readonly batch: boolean;
	/** Whether one call may edit several independent cases side by side. */
	readonly lanes: boolean;
	/** Side on which the reference implementation pads for this method; decides how `reference` scores are read. */
	readonly padding: "tokenizer" | "right";
	/** Whether it leaves the model as it is: the row that others are compared with, added to a grid that lacks it. */
	readonly unedited: boolean;
	readonly presets: readonly Preset<Readonly<Record<string, unknown>>>[];
	/** Parameters that must come from a preset or from the experiment. */
	readonly needs: readonly string[];
	/** Parameters that hold layers, counted from 0, which the model must have. */
	readonly layerParams: readonly string[];
	/** What an edit reads beside the model and the records. Called for many parameters: it should only describe. */
	readonly reads?: (context: { readonly params: Params; readonly shape: ModelShape }) => readonly Need[];
	/** Computes edits and leaves the model as it was. @returns one edit a case, in their order */
	readonly edit: (context: EditContext<Params>) => Promise<readonly Edit[]> | readonly Edit[];
}

/** A configured editor, as experiments list it. */
export type Editor = Configured<"editor", Erased, EditorImpl<Erased>>;

export interface EditorDefinition<Name extends string, S extends z.ZodObject>
	extends PluginInfo<Name, z.output<S>> {
	readonly requires?: readonly Capability[];
	readonly batch?: boolean;
	readonly lanes?: boolean;
	readonly padding?: "tokenizer" | "right";
	readonly unedited?: boolean;
	readonly params?: S;
	readonly presets?: readonly Preset<Partial<z.input<S>>>[];
	readonly needs?: readonly (keyof z.input<S> & string)[];
	/** @default those of `layer` and `layers` that it has */
	readonly layerParams?: readonly (keyof z.input<S> & string)[];
	readonly reads?: EditorImpl<z.output<S>>["reads"];
	readonly edit: EditorImpl<z.output<S>>["edit"];
}

/** Declares a knowledge-editing method. */
export function defineEditor<const Name extends string, S extends z.ZodObject = NoParams>(
	definition: EditorDefinition<Name, S>,
): Factory<"editor", Name, S, EditorImpl<z.output<S>>> {
	const {
		requires = [],
		batch = false,
		lanes = false,
		padding = "tokenizer",
		unedited = false,
		presets = [],
		needs = [],
		params = noParams as unknown as S,
		layerParams = ["layer", "layers"].filter((name) => name in params.shape),
		reads,
		edit,
		...info
	} = definition;
	return createFactory("editor", info, params, {
		requires,
		batch,
		lanes,
		padding,
		unedited,
		presets,
		needs,
		layerParams,
		...(reads && { reads }),
		edit,
	});
}
