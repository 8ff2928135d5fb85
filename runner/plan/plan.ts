import type { Experiment } from "#core/experiment";
import type { Scoring } from "#core/fidelity";
import type { Located, Missing, OnProgress } from "#core/located";
import type { ModelSource } from "#core/model";
import type { FoundNeed } from "#core/need";
import type { CellKey } from "#core/results";
import type { FoundDataset } from "./find-sources.ts";
import type { GridCell } from "./grid.ts";
import type { Grouping } from "./grouping.ts";
import type { RecordNames } from "./record-names.ts";

/** What a cell is computed from and under which names it is stored; known once model and data are here. */
export interface ReadyCell {
	readonly id: string;
	readonly baselineId: string;
	readonly model: ModelSource;
	readonly dataset: FoundDataset;
	readonly params: Readonly<Record<string, unknown>>;
	readonly grouping: Grouping;
	/** Names under which results of the records to edit are stored. */
	readonly names: RecordNames;
	/** Records of which the unedited model is asked at once. */
	readonly lanes: number;
	/** Of this cell's editor. */
	readonly scorings: readonly Scoring[];
	/** Of all editors together: what the unedited model is asked once. */
	readonly baselineScorings: readonly Scoring[];
}

export interface PlannedCell {
	readonly key: CellKey;
	/** Records to edit; undefined where the data is not here and its size not known. */
	readonly records: number | undefined;
	/** Records of these that are stored already. */
	readonly done: number;
	/** Absent where something is missing. */
	readonly id?: string;
	/** Parameters as this model gets them. Absent where the model is missing. */
	readonly params?: Readonly<Record<string, unknown>>;
	/** Title of the preset that filled parameters in. */
	readonly preset?: string;
	/** Why the cell will not run. */
	readonly skipped?: string;
	readonly missing: readonly Missing[];
	readonly grid: GridCell;
	readonly ready?: ReadyCell;
}

/** What an editor needs of one model, and whether it is here. */
export interface PlannedRead {
	/** The model's label. */
	readonly model: string;
	readonly located: Located<FoundNeed>;
	/** Downloads it. Absent where there is nothing to download. @returns whether it is here now */
	readonly fetch?: (onProgress: OnProgress) => Promise<Located<FoundNeed>>;
}

/** What a command would run. Made without weights and without network. */
export interface Plan {
	/** With the numbers of lanes and threads that the command gave. */
	readonly experiment: Experiment;
	/** The experiment's file, absolute. */
	readonly file: string;
	/** Where results are stored. */
	readonly folder: string;
	readonly cells: readonly PlannedCell[];
	/** Of all cells and the engine, each once. */
	readonly missing: readonly Missing[];
	/** What editors read beside models and records, each once. */
	readonly reads: readonly PlannedRead[];
	/** What the first edits will build and keep, and the commands that build it ahead; each once. */
	readonly unbuilt: readonly Missing[];
	/** What is probably not meant, though it can be run. */
	readonly warnings: readonly string[];
}
