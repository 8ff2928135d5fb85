import { z } from "./params.ts";

/** Between prompt and answer, unless the record says otherwise. */
export const BLANK = " ";

/** Parameter of datasets whose language has no blanks between words; spread into a dataset's schema. */
export const joinShape = {
	join: z
		.string()
		.optional()
		.describe('What stands between a prompt and its answer; a blank unless given, "" for Chinese or Thai'),
};
