import type { DatasetSource } from "#core/dataset";
import type { Capability } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import type { ModelSource } from "#core/model";
import type { BaselineResult, RecordResult } from "#core/results";
import type { EngineInfo } from "#engine/engines";
import type { SourceFiles } from "../plan/source-files.ts";

/** First message to a worker: what it keeps for its whole life. It gets everything ready but the model. */
export interface StartOrder extends SourceFiles {
	readonly kind: "start";
	/** The experiment's file. */
	readonly file: string;
	/** Label of the model to keep loaded. */
	readonly model: string;
	readonly source: ModelSource;
	/** Threads of one operator. */
	readonly threads: number;
}

/** Second message to a worker: load the model. */
export interface LoadOrder {
	readonly kind: "load";
}

interface GroupOrder {
	/** Label of the dataset. */
	readonly dataset: string;
	readonly source: DatasetSource;
	/** Places of the records in the dataset. */
	readonly indices: readonly number[];
	readonly seed: number;
	readonly scorings: readonly Scoring[];
}

/** Ask the unedited model about records. */
export interface BaselineOrder extends GroupOrder {
	readonly kind: "baseline";
}

/** Edit the model with records and ask the edited one about them. */
export interface EditOrder extends GroupOrder {
	readonly kind: "edit";
	/** Whether one edit writes all of them; else each has its own. */
	readonly isBatch: boolean;
	/** Label of the editor. */
	readonly editor: string;
	/** Its parameters for this model. */
	readonly params: Readonly<Record<string, unknown>>;
	/** Files in which the weight changes of each record are to be kept; nowhere where absent. */
	readonly deltas?: readonly string[];
	/** What the unedited model answered. A record without is edited, and not asked about. */
	readonly baselines: readonly BaselineResult[];
}

export type Order = BaselineOrder | EditOrder;

/** An error as it crosses from one process to another. */
export interface Failure {
	/**
	 * `user`: can be mended by who runs the experiment. `skip`: the editor declined. `not-finite`: numbers are NaN or
	 * infinite. `bug`: everything else.
	 */
	readonly kind: "user" | "skip" | "not-finite" | "bug";
	readonly message: string;
	readonly hint?: string;
	readonly stack?: string;
}

/** What came of a record, where the order as a whole did not fail. */
export type RecordOutcome = RecordResult | UnansweredRecord;

/** It was edited, but the edited model could not be asked about it. */
export interface UnansweredRecord {
	readonly index: number;
	readonly id: string;
	readonly state: "unanswered";
	readonly failure: Failure;
}

/** Something that people should know while an order is carried out. */
export interface Note {
	readonly kind: "note";
	readonly text: string;
}

/** What came of the records of one order. */
export interface EditedGroup {
	readonly results: readonly RecordOutcome[];
	/** Why records were asked about one by one, each time they were to be asked about together. */
	readonly notTogether: readonly Failure[];
}

export type Reply =
	| { readonly kind: "started" }
	| { readonly kind: "ready"; readonly engine: EngineInfo; readonly provides: readonly Capability[] }
	/** `setup`: the experiment's file or the engine, on which the whole run depends. */
	| { readonly kind: "unfit"; readonly part: "setup" | "model"; readonly failure: Failure }
	| { readonly kind: "baseline"; readonly results: readonly BaselineResult[] }
	| ({ readonly kind: "edit" } & EditedGroup)
	| { readonly kind: "failure"; readonly failure: Failure };
