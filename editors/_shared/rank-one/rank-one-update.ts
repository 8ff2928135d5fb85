import { fromColumns, toColumns } from "../solve/columns.ts";
import type { Metric } from "../solve/metric.ts";

export interface RankOneValues {
	/** k̄, the mean over contexts. [inner] */
	readonly meanKey: Float64Array;
	/** k, where the constraint is to hold. [inner] */
	readonly key: Float64Array;
	/** W k, with GPT-2's bias. [hidden] */
	readonly output: Float64Array;
	/** z, [hidden] */
	readonly value: ArrayLike<number>;
	/** C⁻¹; the identity unless given. */
	readonly metric?: Metric | undefined;
}

/** Δ = r uᵀ. */
export interface RankOne {
	/** [inner], of length 1 */
	readonly u: Float64Array;
	/** r, [hidden] */
	readonly right: Float64Array;
}

/**
 * Makes W say z at a key k:
 *
 *     Δ = r uᵀ        u = C⁻¹k̄ / ‖C⁻¹k̄‖        r = (z − W k) / (kᵀu)        so that (W + Δ) k = z
 */
export function rankOneUpdate({ meanKey, key, output, value, metric }: RankOneValues): RankOne {
	const whitened = metric ? toColumns(metric(fromColumns([meanKey])))[0]! : meanKey; // [inner]
	const length = Math.hypot(...whitened);
	const u = whitened.map((element) => element / length);
	const scale = key.reduce((sum, element, i) => sum + element * u[i]!, 0);
	return { u, right: output.map((now, i) => (value[i]! - now) / scale) };
}
