import type { ConfigReader } from "../_shared/checkpoint/config-reader.ts";

/** Changes the frequencies of rotary positions, so that a model reads longer texts than it was first trained on. */
export type RopeScaling = (frequencies: Float32Array) => Float32Array;

/**
 * `rope_scaling` of config.json: none, `linear` (f / factor), or `llama3` (see `llama3Scaling`).
 *
 * @throws UserError where it is of another type, or lacks a number
 */
export function readRopeScaling(read: ConfigReader): RopeScaling {
	const settings = read.raw("rope_scaling");
	if (settings === undefined) return (frequencies) => frequencies;
	const values = settings as Readonly<Record<string, unknown>>;
	const type = values.rope_type ?? values.type;
	const number = (name: string): number => {
		const value = values[name];
		if (typeof value === "number" && value > 0) return value;
		throw read.wrong("rope_scaling", `an object with "${name}", a number above 0`);
	};
	if (type === "default") return (frequencies) => frequencies;
	if (type === "linear") {
		const factor = number("factor");
		return (frequencies) => frequencies.map((f) => f / factor);
	}
	if (type === "llama3") {
		return llama3Scaling({
			factor: number("factor"),
			low: number("low_freq_factor"),
			high: number("high_freq_factor"),
			positions: number("original_max_position_embeddings"),
		});
	}
	throw read.refusal("rope_scaling", settings, 'the types "linear" and "llama3"');
}

interface Llama3Scaling {
	readonly factor: number;
	readonly low: number;
	readonly high: number;
	/** Longest text of the first training. */
	readonly positions: number;
}

/**
 * Llama 3.1's: slow frequencies are divided by the factor, fast ones kept, those between blended. With the wavelength
 * w = 2π / f and s = (positions / w − low) / (high − low), cut to [0, 1],
 *
 *     f′ = (1 − s) f / factor + s f
 */
export const llama3Scaling =
	({ factor, low, high, positions }: Llama3Scaling): RopeScaling =>
	(frequencies) =>
		frequencies.map((f) => {
			const turns = (positions * f) / (2 * Math.PI);
			const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
			return ((1 - kept) * f) / factor + kept * f;
		});
