import type { Dataset, DatasetSource } from "#core/dataset";
import { UserError } from "#core/errors";
import type { Located, Missing } from "#core/located";
import type { Model, ModelSource } from "#core/model";
import type { EditRecord } from "#core/record";
import { checkRecords } from "./check-records.ts";
import { contentId } from "./content-id.ts";

/** A dataset as far as it is on this machine. */
export interface FoundDataset {
	readonly source: DatasetSource;
	readonly records: readonly EditRecord[];
	/** Of each record, a hash of its content. */
	readonly contents: () => readonly string[];
}

export interface AbsentDataset {
	readonly missing: Missing;
	/** Records it will have, where that is known without it. */
	readonly count: number | undefined;
}

export const findModel = ({ implementation, params }: Model): Promise<Located<ModelSource>> =>
	implementation.locate({ params });

/** @throws UserError where its data is damaged, empty, or has two records of one id */
export async function findDataset(dataset: Dataset): Promise<FoundDataset | AbsentDataset> {
	const { implementation, params } = dataset;
	if (implementation.locate === undefined) return madeByLoad(dataset);
	const located = await implementation.locate({ params });
	if ("missing" in located) return { missing: located.missing, count: implementation.count?.(params) };
	return loaded(dataset, located.here);
}

/** Such a source has no content but its records, and stored lines name these one by one. */
const madeByLoad = (dataset: Dataset) =>
	loaded(dataset, { where: `made by dataset "${dataset.info.name}"`, hash: "" });

async function loaded(dataset: Dataset, source: DatasetSource): Promise<FoundDataset> {
	const records = await loadRecords(dataset, source);
	let contents: readonly string[] | undefined;
	return {
		source,
		records,
		contents() {
			contents ??= records.map(contentId);
			return contents;
		},
	};
}

/** @throws UserError where there is no record, one cannot be used, or two have one id */
export async function loadRecords(
	{ implementation, params, label }: Dataset,
	source: DatasetSource,
): Promise<readonly EditRecord[]> {
	const records: unknown = await implementation.load({ params, source });
	checkRecords(records, label);
	if (records.length > 0) return records;
	throw new UserError(`Dataset "${label}" has no records (${source.where})`, {
		hint: 'Look at it with "bench check-data", and at the parameters that select records.',
	});
}
