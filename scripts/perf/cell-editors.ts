import type { Editor } from "editbench";
import { ftM, ice, memit, rome } from "editbench/editors";

/** Editors of whose cells the time is taken, by section. MEMIT's covariance is over a corpus that comes with editbench. */
export const cellEditors: Readonly<Record<"cell" | "cells", readonly Editor[]>> = {
	cell: ice(),
	cells: [ftM(), rome(), memit({ corpus: "atlas" })].flat(),
};
