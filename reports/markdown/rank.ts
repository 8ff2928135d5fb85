/** Place of a number among those of its column. */
export type Place = "best" | "second" | undefined;

/**
 * Places of a column's numbers, compared as they are printed: equal ones share a place. A number without company has
 * none.
 *
 * @param values as printed; undefined takes no part
 */
export function rank(values: readonly (number | undefined)[], higherIsBetter: boolean): Place[] {
	const known = values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
	if (known.length < 2) return values.map(() => undefined);
	const [best, second] = [...new Set(known)].sort((a, b) => (higherIsBetter ? b - a : a - b));
	return values.map((value) => {
		if (value === undefined) return undefined;
		if (value === best) return "best";
		return value === second ? "second" : undefined;
	});
}
