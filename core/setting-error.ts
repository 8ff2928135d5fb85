import { UserError } from "./errors.ts";

/** @param setting its path in the experiment: `engine.threads` @param hint what to give instead */
export const settingError = (experiment: string, setting: string, got: unknown, hint: string): UserError =>
	new UserError(`Experiment "${experiment}" has "${setting}": ${shown(got)}`, { hint });

/** A value as it was written, as far as that can be. */
export function shown(value: unknown): string {
	if (typeof value === "function") return "a function";
	if (value instanceof Promise) return "a promise";
	const text = JSON.stringify(value, (_key, one: unknown) => (isWritable(one) ? one : String(one)));
	return typeof value === "number" || text === undefined ? String(value) : text;
}

const isWritable = (value: unknown) =>
	typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);
