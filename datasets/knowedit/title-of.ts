import { basename } from "node:path";
import type { Selection } from "../_shared/selection.ts";
import type { Edition, Split } from "./sources.ts";

interface Given extends Selection {
	readonly split: Split;
	readonly edition: Edition;
	readonly path?: string | undefined;
	readonly revision?: string | undefined;
	readonly join?: string | undefined;
}

/** `zsre`, or `zsre(edition="knowedit", limit=10)`: the split, then what makes the records other than the paper's. */
export function titleOf({ split, edition, path, revision, limit, offset, indices, join }: Given): string {
	const source =
		path === undefined ? { ...(edition !== "ice" && { edition }), revision } : { path: basename(path) };
	const parts = Object.entries({ ...source, limit, offset: offset || undefined, indices, join })
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => `${name}=${JSON.stringify(value)}`);
	return parts.length === 0 ? split : `${split}(${parts.join(", ")})`;
}
