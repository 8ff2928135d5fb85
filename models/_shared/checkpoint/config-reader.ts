import { UserError } from "#core/errors";
import type { CheckpointConfig } from "./read-config.ts";

/** Reads settings of a config.json, each with a check. A setting that is null counts as left out. */
export class ConfigReader {
	readonly #config: CheckpointConfig;

	constructor(config: CheckpointConfig) {
		this.#config = config;
	}

	/** A whole number of at least 1. @throws UserError where it is absent without a `fallback`, or something else */
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
		const value = this.#config.values[name] ?? fallback;
		const found = choices.find((choice) => choice === value);
		if (found !== undefined) return found;
		throw this.refusal(name, value, choices.map((choice) => `"${choice}"`).join(" and "));
	}

	/** What is said of a setting whose value is valid, but not computed here. */
	refusal(name: string, value: unknown, supported: string): UserError {
		const { path, modelType } = this.#config;
		return new UserError(
			`"${path}" has "${name}": ${JSON.stringify(value)}; of ${modelType}, only ${supported} can be run`,
			{ hint: "Use another checkpoint." },
		);
	}

	/** Anything, unchecked. */
	raw(name: string): unknown {
		return this.#config.values[name] ?? undefined;
	}

	/** What is said of a setting that is absent or of the wrong type. */
	wrong(name: string, wanted: string): UserError {
		const value = this.#config.values[name];
		const got = value === undefined ? `no "${name}"` : `"${name}": ${JSON.stringify(value)}`;
		return new UserError(`"${this.#config.path}" has ${got}; it should be ${wanted}`, {
			hint: "The file is damaged or belongs to another kind of model. Fetch it again.",
		});
	}

	#read<T>(name: string, wanted: string, fits: (value: unknown) => value is T, fallback?: T): T {
		const value = this.#config.values[name] ?? fallback;
		if (fits(value)) return value;
		throw this.wrong(name, wanted);
	}
}

const isSize = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;
const isPositive = (value: unknown): value is number => typeof value === "number" && value > 0;
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";
