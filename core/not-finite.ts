import { allFinite } from "#engine/all-finite";
import type { EditableModel } from "./editable-model.ts";
import { UserError } from "./errors.ts";

/** Why the unedited model's numbers are not finite. */
export const CHECKPOINT = "a weight of the checkpoint is NaN or infinite, or what it computes overflows";
/** Why an edited model's are not. */
export const DIVERGED = "the edit has diverged";

interface Details {
	/** Whose numbers they are, where it is known: `The unedited model`. */
	readonly whose?: string;
	readonly why?: string;
	/** Ids of a text after which a model gave them. */
	readonly row?: readonly number[];
}

/** Numbers from which something was to be read are NaN or infinite: never a score, a token or a weight. */
export class NotFinite extends UserError {
	/** What they are, and where: `logits that are not finite for "rewrite"`. */
	readonly what: string;
	readonly whose: string | undefined;
	readonly row: readonly number[] | undefined;

	constructor(what: string, { whose, why, row }: Details = {}) {
		super(`${whose ?? "The model"} gives ${what}${why === undefined ? "" : `: ${why}`}`);
		this.what = what;
		this.whose = whose;
		this.row = row;
	}
}

/** Says whose the numbers are that are not finite in some work, unless that is known. */
export async function blaming<T>(
	{ whose, why }: Required<Pick<Details, "whose" | "why">>,
	work: () => Promise<T> | T,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof NotFinite) || error.whose !== undefined) throw error;
		throw new NotFinite(error.what, { whose, why });
	}
}

/** `blaming` the unedited model. */
export const blamingUnedited = <T>(work: () => Promise<T> | T): Promise<T> =>
	blaming({ whose: "The unedited model", why: CHECKPOINT }, work);

/**
 * `blaming` an edit, unless the unedited model fails on the same text: one that only the edited model writes may hold a
 * token whose embedding is broken in the checkpoint.
 *
 * @param whose as it was asked
 */
export async function blamingEdit<T>(
	unedited: EditableModel,
	whose: string,
	work: () => Promise<T> | T,
): Promise<T> {
	return blaming({ whose, why: DIVERGED }, async () => {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof NotFinite) || error.row === undefined) throw error;
			const { row } = error;
			if (await isFiniteAfter(unedited, row)) throw error;
			return blamingUnedited(() => Promise.reject(error));
		}
	});
}

async function isFiniteAfter(model: EditableModel, row: readonly number[]): Promise<boolean> {
	const logits = model.logits({ ids: [row] }, [[0, row.length - 1]]);
	const values = await logits.data();
	logits.dispose();
	return allFinite(values);
}
