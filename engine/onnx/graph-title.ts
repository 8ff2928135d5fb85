import type { Graph } from "./graph.ts";

/** Operators that a title names before it says how many more there are. */
const NAMED = 3;

/** What a graph does, for people: its operators, the most frequent first: `Mul, Add, Sigmoid and 2 more`. */
export function graphTitle({ nodes }: Pick<Graph, "nodes">): string {
	const counts = new Map<string, number>();
	for (const { type } of nodes) if (type !== "Identity") counts.set(type, (counts.get(type) ?? 0) + 1);
	const types = [...counts].sort(([, a], [, b]) => b - a).map(([type]) => type);
	const more = types.length - NAMED;
	return types.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "") || "Identity";
}
