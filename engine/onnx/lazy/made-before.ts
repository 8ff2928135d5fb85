import { Pending } from "./pending.ts";
import { neededFor } from "./program.ts";

/**
 * What some results are made of that was put off before them.
 *
 * @param first order of the first that is not before them
 */
export function madeBefore(first: number, wanted: readonly Pending[]): Pending[] {
	const before = new Set<Pending>();
	for (const { order, operands } of neededFor(wanted)) {
		if (order < first) continue;
		for (const { source } of operands) {
			if (source instanceof Pending && source.values === undefined && source.order < first)
				before.add(source);
		}
	}
	return [...before];
}
