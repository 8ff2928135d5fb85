import { tf } from "#engine/tf";
import { Pending } from "./pending.ts";

/** A result this many times larger than all that it is made of is wide, from so many elements on. */
const WIDE = 4;
const LARGE = 2 ** 16;

/**
 * What is computed when a result is read: all that are in use, so that one graph gives them. Wide ones, such as a
 * weight's gradient, the product of two matrices of a few rows each, wait until one of them is read, and what they are made
 * of is computed in their stead: it is less to take out of ONNX Runtime, and a sum of two gradients never takes out both.
 */
export function wantedWith(asked: Pending, inUse: Iterable<Pending>): Pending[] {
	if (isWide(asked)) return [...new Set([...inUse, asked])];
	const wanted = new Set<Pending>();
	for (const result of inUse) {
		if (!isWide(result)) wanted.add(result);
		else for (const { source } of result.operands) if (isUnknown(source)) wanted.add(source);
	}
	return [...wanted.add(asked)]; // what is being recorded is not in use
}

function isWide({ shape, operands }: Pending): boolean {
	const size = tf.util.sizeFromShape([...shape]);
	if (size < LARGE) return false;
	return size > WIDE * operands.reduce((sum, operand) => sum + tf.util.sizeFromShape([...operand.shape]), 0);
}

const isUnknown = (source: unknown): source is Pending =>
	source instanceof Pending && source.values === undefined;
