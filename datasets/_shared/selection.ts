import { UserError } from "#core/errors";
import { z } from "#core/params";

/** Parameters that keep a part of a data file; spread into a dataset's schema. */
export const selectionShape = {
	limit: z.int().positive().optional().describe("Keep at most this many records"),
	offset: z.int().min(0).default(0).describe("Leave out this many records first"),
	indices: z
		.array(z.int().min(0))
		.min(1)
		.optional()
		.describe("Keep exactly these places of the file, counted from 0, in this order"),
};

/** Names of these parameters, for a dataset's `selects`. */
export const selects = ["limit", "offset", "indices"] as const satisfies (keyof typeof selectionShape)[];

export interface Selection {
	readonly limit?: number | undefined;
	readonly offset: number;
	readonly indices?: readonly number[] | undefined;
}

/** How many of `total` records a selection keeps; nothing is read for it. */
export function selectedCount(
	total: number,
	{ limit = Number.POSITIVE_INFINITY, offset, indices }: Selection,
): number {
	return Math.min(limit, indices === undefined ? Math.max(0, total - offset) : indices.length);
}

/**
 * The places in a file of `total` records that a selection keeps.
 *
 * @param where path or address of the file, for messages
 * @throws UserError where the file is too short, or where the parameters contradict each other
 */
export function selectIndices(total: number, selection: Selection, where: string): number[] {
	const { limit, offset, indices } = selection;
	if (indices !== undefined) {
		refuseBadIndices(total, indices, offset, where);
		return indices.slice(0, limit);
	}
	if (offset >= total) {
		throw new UserError(`Parameter "offset" is ${offset}, but ${where} has ${total} records.`, {
			hint: `Choose an "offset" between 0 and ${total - 1}.`,
		});
	}
	const end = Math.min(total, offset + (limit ?? total));
	return Array.from({ length: end - offset }, (_, i) => offset + i);
}

function refuseBadIndices(total: number, indices: readonly number[], offset: number, where: string): void {
	if (offset !== 0) {
		throw new UserError(`Parameters "indices" and "offset" (${offset}) were both given.`, {
			hint: 'Leave out "offset": "indices" already names the records to keep.',
		});
	}
	const beyond = indices.find((index) => index >= total);
	if (beyond !== undefined) {
		throw new UserError(`Parameter "indices" names record ${beyond}, but ${where} has ${total} records.`, {
			hint: `Records are counted from 0: the last is ${total - 1}.`,
		});
	}
	// Ids key random numbers and resume, so a record can stand in a cell only once.
	const repeated = indices.find((index, at) => indices.indexOf(index) !== at);
	if (repeated !== undefined) {
		throw new UserError(`Parameter "indices" names record ${repeated} more than once.`, {
			hint: "Name each record once.",
		});
	}
}
