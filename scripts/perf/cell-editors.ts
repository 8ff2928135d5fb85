import type { Editor } from "editbench";
import { ftM, ice, memit, rome } from "editbench/editors";
import type { SectionName } from "./command-line.ts";

/** A section that measures the whole cell of an editor. */
export type CellSection = Extract<SectionName, `cell${string}`>;

/** The editor of each. MEMIT's covariance is over a corpus that comes with editbench. */
export const cellEditors: Readonly<Record<CellSection, readonly Editor[]>> = {
	cell: ice(),
	"cell-ft-m": ftM(),
	"cell-rome": rome(),
	"cell-memit": memit({ corpus: "atlas" }),
};
