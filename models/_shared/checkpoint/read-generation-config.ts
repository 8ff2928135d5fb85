import { join } from "node:path";
import type { Sampling } from "#core/ask";
import { UserError } from "#core/errors";
import { readJsonObject } from "#engine/safetensors/read-json-object";
import { readConfig } from "./read-config.ts";

/** How the checkpoint's makers would have it generate. A setting that the file leaves out is absent here too. */
export interface GenerationConfig {
	/** A top-k of 0 and a top-p of 1 or more keep everything: `null`. */
	readonly sampling: Partial<Sampling>;
	/** Any of these ends a text; the first is the one to pad with. */
	readonly eosIds: readonly number[];
}

/**
 * generation_config.json of a Hugging Face folder, or, as transformers does where there is none, the same settings
 * out of config.json. What nothing reads here is not looked at: `pad_token_id`, `bos_token_id`, `do_sample` …
 *
 * @throws UserError where a setting is not of its type
 */
export function readGenerationConfig(folder: string): GenerationConfig {
	const path = join(folder, "generation_config.json");
	const own = readJsonObject(path);
	const values = own ?? readConfig(folder).values;
	const read = <T>(name: string, wanted: string, fits: (value: unknown) => value is T) =>
		readSetting(values[name], {
			name,
			wanted,
			fits,
			path: own === undefined ? join(folder, "config.json") : path,
		});
	const eos = read("eos_token_id", "a token id or a list of them", isIdOrIds);
	return {
		sampling: sampling(
			read("temperature", "a number of at least 0", isAmount),
			read("top_k", "a whole number of at least 0", isCount),
			read("top_p", "a number of at least 0", isAmount),
		),
		eosIds: eos === undefined ? [] : [eos].flat(),
	};
}

const isAmount = (value: unknown): value is number => typeof value === "number" && value >= 0;
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
/** Ids count from 0. */
export const isTokenId = isCount;
const isIdOrIds = (value: unknown): value is number | number[] =>
	isTokenId(value) || (Array.isArray(value) && value.every(isTokenId));

interface Setting<T> {
	readonly path: string;
	readonly name: string;
	readonly wanted: string;
	readonly fits: (value: unknown) => value is T;
}

/** `null` stands for "not set" in these files. */
function readSetting<T>(value: unknown, { path, name, wanted, fits }: Setting<T>): T | undefined {
	if (value === undefined || value === null) return undefined;
	if (fits(value)) return value;
	throw new UserError(`"${path}" has "${name}": ${JSON.stringify(value)}; it should be ${wanted}`, {
		hint: "Mend the file, or take the setting out.",
	});
}

function sampling(temperature?: number, topK?: number, topP?: number): Partial<Sampling> {
	return {
		...(temperature === undefined ? {} : { temperature }),
		...(topK === undefined ? {} : { topK: topK === 0 ? null : topK }),
		...(topP === undefined ? {} : { topP: topP >= 1 ? null : topP }),
	};
}
