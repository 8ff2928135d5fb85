/** What `{…}` of a JSON file becomes. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Tells an object from lists, `null` and everything else that JSON holds. */
export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === "object" && value !== null && !Array.isArray(value);
