import { UserError } from "#core/errors";
import { describeParams, type z } from "#core/params";

/**
 * Parameters of a plug-in from options of the command line: `--split zsre`, `--limit=10`, `--shuffle`. Names may be in kebab-case.
 * What they hold is checked by the plug-in's schema, not here.
 *
 * @throws UserError for what is no option
 */
export function readParameters(args: readonly string[], schema: z.ZodObject): Record<string, unknown> {
	const types = new Map(describeParams(schema).map(({ name, type }) => [name, type]));
	const given: Record<string, unknown> = {};
	const words = [...args];
	for (let word = words.shift(); word !== undefined; word = words.shift()) {
		const [, dashed, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
		if (dashed === undefined) {
			throw new UserError(`What is "${word}"?`, { hint: "Parameters are given as options: --split zsre." });
		}
		const name = dashed.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
		const text = value ?? (words[0]?.startsWith("--") ? undefined : words.shift());
		given[name] = text === undefined ? true : readValue(text, types.get(name) ?? "string");
	}
	return given;
}

/** Only where no text is wanted: a path may look like a number. */
function readValue(text: string, type: string): unknown {
	if (!/^(number|integer|boolean)\b|\[\]$/.test(type)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
