import type { ConfigReader } from "../_shared/checkpoint/config-reader.ts";

/** Changes the frequencies of rotary positions, so that a model reads longer texts than it was first trained on. */
type RopeScaling = (frequencies: Float32Array) => Float32Array;

/**
 * How a model's positions turn: `rope_theta` and `rope_scaling` of config.json, or both in `rope_parameters`, as
 * transformers 5 writes them. Scaling is none, `linear` (f / factor), or `llama3` (see `llama3Scaling`).
 *
 * @returns angle of each pair of a head's elements from one position to the next, [head / 2]
 * @throws UserError where the scaling is of another type, or lacks a number
 */
export function ropeFrequencies(read: ConfigReader, head: number): Float32Array {
	const joint = read.object("rope_parameters");
	const outer = read.positive("rope_theta", 10000);
	const theta = joint?.positive("rope_theta", outer) ?? outer;
	return scalingOf(joint ?? read.object("rope_scaling"))(baseFrequencies(head, theta));
}

/** θ^(−2i / head), in single precision as transformers has them. */
const baseFrequencies = (head: number, theta: number): Float32Array =>
	Float32Array.from({ length: head / 2 }, (_, i) => 1 / Math.fround(theta ** Math.fround((2 * i) / head)));

function scalingOf(read: ConfigReader | undefined): RopeScaling {
	if (read === undefined) return (frequencies) => frequencies;
	const key = read.raw("rope_type") === undefined ? "type" : "rope_type";
	const type = read.oneOf(key, ["linear", "llama3", "default"], "default");
	if (type === "default") return (frequencies) => frequencies;
	const factor = read.positive("factor");
	if (type === "linear") return (frequencies) => frequencies.map((f) => f / factor);
	const [low, high] = [read.positive("low_freq_factor"), read.positive("high_freq_factor")];
	if (high <= low) throw read.wrong("high_freq_factor", `above "low_freq_factor", ${low}`);
	return llama3Scaling({ factor, low, high, positions: read.size("original_max_position_embeddings") });
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
const llama3Scaling =
	({ factor, low, high, positions }: Llama3Scaling): RopeScaling =>
	(frequencies) =>
		frequencies.map((f) => {
			const turns = (positions * f) / (2 * Math.PI);
			const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
			return ((1 - kept) * f) / factor + kept * f;
		});
