import type { Editor } from "editbench";
import { ftM, ice, memit, rome } from "editbench/editors";

/** Editors of whose cells the time is taken. MEMIT's covariance is over a corpus that comes with editbench. */
export const cellEditors: readonly Editor[] = [ice(), ftM(), rome(), memit({ corpus: "atlas" })].flat();
