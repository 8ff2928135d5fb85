import { UserError } from "#core/errors";
import type { CheckpointConfig } from "./read-config.ts";

/** Reads settings of a config.json, each with a check. A setting that is null counts as left out. */
export class ConfigReader {
	readonly #config: CheckpointConfig;
	/** What the names of settings within an object start with. */
	readonly #within: string;

	constructor(config: CheckpointConfig, within = "") {
		this.#config = config;
		this.#within = within;
	}

	/** Anything, unchecked. */
	raw(name: string): unknown {
		return this.#config.values[name] ?? undefined;
	}

	/** A whole number of at least 1. @throws UserError where it is something else, or absent without a `fallback` */
	size(name: string, fallback?: number): number {
		return this.#read(name, "a whole number of at least 1", isSize, fallback);
	}

	positive(name: string, fallback?: number): number {
		return this.#read(name, "a number above 0", isPositive, fallback);
	}

	flag(name: string, fallback: boolean): boolean {
		return this.#read(name, "true or false", isFlag, fallback);
	}

	/** Refuses a setting with another value than those that this architecture computes here. */
	oneOf<T extends string>(name: string, choices: readonly [T, ...T[]], fallback: T): T {
		const value = this.raw(name) ?? fallback;
		const found = choices.find((choice) => choice === value);
		if (found !== undefined) return found;
		const known = choices.map((choice) => `"${choice}"`).join(", ");
		throw this.#error(name, `of ${this.#config.modelType}, only ${known} can be run`, {
			hint: "Use another checkpoint.",
		});
	}

	/** The settings within a setting; undefined where it is absent. */
	object(name: string): ConfigReader | undefined {
		const value = this.raw(name);
		if (value === undefined) return undefined;
		if (typeof value !== "object" || Array.isArray(value)) throw this.wrong(name, "an object");
		const values = value as Readonly<Record<string, unknown>>;
		return new ConfigReader({ ...this.#config, values }, `${this.#within}${name}.`);
	}

	/** What is said of a setting that is absent or wrong. */
	wrong(name: string, wanted: string): UserError {
		return this.#error(name, `it should be ${wanted}`, {
			hint: "The file is damaged or belongs to another kind of model. Fetch it again.",
		});
	}

	#error(name: string, problem: string, options: { readonly hint: string }): UserError {
		const value = this.raw(name);
		const quoted = `"${this.#within}${name}"`;
		const got = value === undefined ? `no ${quoted}` : `${quoted}: ${JSON.stringify(value)}`;
		return new UserError(`"${this.#config.path}" has ${got}; ${problem}`, options);
	}

	#read<T>(name: string, wanted: string, fits: (value: unknown) => value is T, fallback?: T): T {
		const value = this.raw(name) ?? fallback;
		if (fits(value)) return value;
		throw this.wrong(name, wanted);
	}
}

const isSize = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;
const isPositive = (value: unknown): value is number => typeof value === "number" && value > 0;
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
