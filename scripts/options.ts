import { type ParseArgsConfig, parseArgs } from "node:util";
import { UserError } from "#core/errors";

/** `parseArgs` of Node.js. @throws UserError for an option that is not there */
export function optionsOf<T extends ParseArgsConfig>(
	config: T,
	hint: string,
): ReturnType<typeof parseArgs<T>> {
	try {
		return parseArgs(config);
	} catch (error) {
		throw new UserError((error as Error).message.split(". ")[0]!, { hint });
	}
}

/** An option that is a number. */
export interface NumberOption {
	readonly name: string;
	/** As it was typed. */
	readonly given: string | undefined;
	readonly otherwise: number;
	readonly least: number;
	readonly hint: string;
}

/** @throws UserError where it is no whole number, or too small */
export function wholeNumber({ name, given, otherwise, least, hint }: NumberOption): number {
	const value = given === undefined ? otherwise : Number(given);
	if (Number.isSafeInteger(value) && value >= least) return value;
	throw new UserError(`The option --${name} must be a whole number of at least ${least}, got "${given}"`, {
		hint,
	});
}
