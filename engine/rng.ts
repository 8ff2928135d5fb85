import { createHash } from "node:crypto";

/** A stream of random numbers. Own, because tfjs takes seed 0 for no seed and shares one state. */
export interface Random {
	/** @returns a number in [0, 1) with 32 random bits */
	uniform(): number;
	/** @returns an integer in [0, n) */
	int(n: number): number;
}

/**
 * The stream of one draw's key: (seed, purpose, record, step …), never of dataset, order, worker or editor, so that resumed
 * runs, several workers and paired tests draw the same numbers. The key's SHA-256 seeds sfc32 (Doty-Humphrey, PractRand).
 */
export function keyedRandom(...key: readonly (string | number)[]): Random {
	const hash = createHash("sha256").update(JSON.stringify(key)).digest();
	let [a, b, c, counter] = [0, 4, 8, 12].map((at) => hash.readInt32LE(at)) as [
		number,
		number,
		number,
		number,
	];
	const uniform = () => {
		const sum = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = ((c << 21) | (c >>> 11)) + sum;
		return (sum >>> 0) / 4294967296;
	};
	return { uniform, int: (n) => Math.floor(uniform() * n) };
}
