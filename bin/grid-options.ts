import type { Options } from "yargs";
import { UserError } from "#core/errors";

/** A whole number of at least 1. */
export const atLeastOne = (name: string) => (value: number | undefined) => {
	if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
	throw new UserError(`The option --${name} must be a whole number of at least 1`);
};

/** Which part of the grid is meant, and where its results lie. */
export const gridOptions = {
	limit: {
		type: "number",
		requiresArg: true,
		coerce: atLeastOne("limit"),
		describe: "Only the first n records of each dataset",
	},
	only: {
		type: "string",
		array: true,
		requiresArg: true,
		describe: "Only these cells: editor=ice, dataset=zsre, model=…, seed=…; may be given several times",
	},
	lanes: {
		type: "number",
		requiresArg: true,
		coerce: atLeastOne("lanes"),
		describe: "Independent edits that go through the model side by side",
	},
	exact: {
		type: "boolean",
		conflicts: "lanes",
		describe: "One lane: nothing that changes rounding",
	},
	workers: {
		type: "number",
		requiresArg: true,
		coerce: atLeastOne("workers"),
		describe: "Processes that edit side by side",
	},
	out: {
		type: "string",
		requiresArg: true,
		normalize: true,
		describe: "Folder of the results (default: runs/<name of the experiment>)",
	},
} as const satisfies Record<string, Options>;
