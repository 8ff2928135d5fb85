import type { Ask, AskMap } from "#core/ask";

/** The asks of several metrics, equal ones once. */
export interface Shared {
	readonly asks: AskMap;
	/** For each list: its own key → the key in `asks`. */
	readonly names: readonly Readonly<Record<string, string>>[];
}

/**
 * Puts asks together. A key stays what its metric calls it; where another ask of that name came first, a number
 * follows: `text`, `text#2`.
 */
export function shareAsks(lists: readonly AskMap[]): Shared {
	const asks: Record<string, Ask> = {};
	const known = new Map<string, string>();
	const names = lists.map((list) =>
		Object.fromEntries(
			Object.entries(list).map(([local, ask]) => {
				const content = contentOf(ask);
				const name = known.get(content) ?? freeName(local, asks);
				known.set(content, name);
				asks[name] ??= ask;
				return [local, name];
			}),
		),
	);
	return { asks, names };
}

function freeName(wanted: string, taken: AskMap): string {
	let name = wanted;
	for (let count = 2; name in taken; count++) name = `${wanted}#${count}`;
	return name;
}

/** Equal for equal asks, in whatever order their properties were written. */
const contentOf = (ask: Ask): string =>
	JSON.stringify(ask, (_, value) =>
		typeof value === "object" && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
