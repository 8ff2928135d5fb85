import { z } from "#zod";

export { z } from "#zod";

/**
 * Hyper-parameters of a plug-in. Unknown names are errors, so a typo never runs silently.
 * End each field with `.describe()`: the text is the documentation in `bench describe`.
 */
export const params = z.strictObject;

/** Schema of a plug-in that takes no parameters. */
export const noParams = params({});
export type NoParams = typeof noParams;

/** One line of `bench describe`. */
export interface ParamDoc {
	readonly name: string;
	readonly type: string;
	/** Absent where there is none. */
	readonly default?: unknown;
	readonly required: boolean;
	readonly description: string;
	/** The papers' spelling, where it differs. */
	readonly alias?: string;
}

/** Lists the parameters of a plug-in, in declaration order. */
export function describeParams(schema: z.ZodObject): ParamDoc[] {
	const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
	const required = new Set(json.required);
	return Object.entries(json.properties ?? {}).map(([name, property]) => {
		const field = typeof property === "object" ? property : {};
		return {
			name,
			type: typeOf(field),
			...("default" in field && { default: field.default }),
			required: required.has(name),
			description: field.description ?? "",
			...(typeof field.alias === "string" && { alias: field.alias }),
		};
	});
}

interface JsonSchema {
	readonly type?: unknown;
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly items?: unknown;
	readonly anyOf?: readonly unknown[];
}

function typeOf(field: JsonSchema): string {
	if (field.enum) return field.enum.map((value) => JSON.stringify(value)).join(" | ");
	if (field.const !== undefined) return JSON.stringify(field.const);
	if (field.anyOf) return field.anyOf.map((one) => typeOf(one as JsonSchema)).join(" | ");
	if (field.type === "array") return `${typeOf((field.items ?? {}) as JsonSchema)}[]`;
	return typeof field.type === "string" ? field.type : "any";
}
