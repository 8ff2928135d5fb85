import { keyedRandom } from "#engine/rng";

/**
 * A stream of normal values, by the method of Box and Muller: from u, v uniform in [0, 1)
 *
 *     √(−2 ln(1 − u)) · cos 2πv   and   √(−2 ln(1 − u)) · sin 2πv
 *
 * @returns what fills an array with the next values, of this standard deviation
 */
export function normalValues(
	...key: readonly (string | number)[]
): (into: Float32Array, scale: number) => void {
	const random = keyedRandom(...key);
	return (into, scale) => {
		for (let at = 0; at < into.length; at += 2) {
			const radius = scale * Math.sqrt(-2 * Math.log1p(-random.uniform()));
			const angle = 2 * Math.PI * random.uniform();
			into[at] = radius * Math.cos(angle);
			// Past the end of an array of odd length it is dropped.
			into[at + 1] = radius * Math.sin(angle);
		}
	};
}
