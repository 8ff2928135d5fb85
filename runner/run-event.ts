import type { CellKey, CellState } from "#core/results";
import type { RecordEnd } from "./execute/cell-work.ts";

/** What happens while a plan runs. */
export type RunEvent =
	| {
			readonly kind: "start";
			readonly cells: number;
			/** Of all cells together. */
			readonly records: number;
			/** Records of these that earlier runs have left. */
			readonly done: number;
	  }
	/** The unedited model has been asked about a record; all editors share its answers. */
	| {
			readonly kind: "baseline";
			readonly model: string;
			readonly dataset: string;
			readonly seed: number;
			readonly index: number;
			readonly seconds: number;
	  }
	| {
			readonly kind: "record";
			readonly key: CellKey;
			readonly result: RecordEnd;
			readonly seconds: number;
	  }
	| { readonly kind: "cell"; readonly key: CellKey; readonly outcome: CellState }
	| { readonly kind: "note"; readonly text: string };

export type OnEvent = (event: RunEvent) => void;
