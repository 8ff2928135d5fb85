import type { PublishedTable } from "#core/published";
import type { CellResults, MetricColumn } from "#core/results";

export interface PublishedScore {
	readonly value: number;
	readonly table: PublishedTable;
}

/**
 * The first published number of a cell and metric. A metric is looked up by its label, which is its plug-in's name
 * unless a parameter deviates: a variant of a metric never stands beside numbers of another.
 */
export function publishedScore(
	tables: readonly PublishedTable[],
	{ key, editorName }: Pick<CellResults, "key" | "editorName">,
	{ label }: Pick<MetricColumn, "label">,
): PublishedScore | undefined {
	for (const table of tables) {
		if (table.model !== key.model) continue;
		const value = table.rows[key.dataset]?.[editorName]?.[label];
		if (value !== undefined) return { value, table };
	}
	return undefined;
}
