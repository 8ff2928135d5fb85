import type { Artifacts } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import type { Metric } from "#core/metric";
import type { EditRecord } from "#core/record";
import { keyedRandom, type Random } from "#engine/rng";

/** How the records of a group are asked about. */
export interface Setting {
	/** Unedited. */
	readonly model: EditableModel;
	/** Those of the model. */
	readonly artifacts: Artifacts;
	readonly metrics: readonly Metric[];
	readonly seed: number;
	readonly scorings: readonly Scoring[];
}

/** A record and its place in the dataset. */
export interface PlacedRecord {
	readonly index: number;
	readonly record: EditRecord;
}

/**
 * Streams of the draws made when a model is asked about a record, edited or not: the same for every editor, so that
 * answers can be compared, and whatever dataset, order, worker or attempt they come from.
 */
export const evaluationRandom =
	({ seed }: Setting, { id }: EditRecord) =>
	(purpose: string, ...key: readonly (string | number)[]): Random =>
		keyedRandom(seed, purpose, id, ...key);
