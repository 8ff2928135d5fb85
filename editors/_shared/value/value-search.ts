import type { EditableModel } from "#core/editable-model";
import type { ValueSettings } from "./value-params.ts";
import type { ValueRows } from "./value-rows.ts";

/** Where values are searched, and how. */
export interface SearchPlace {
	readonly model: EditableModel;
	readonly layer: number;
	/** What δ is added to: ROME's is the MLP's output, MEMIT's the block's. */
	readonly site: "mlpOutput" | "block";
	readonly settings: ValueSettings;
}

/** One of the values that are searched. */
export interface ValueSearch {
	readonly rows: ValueRows;
	/** Called with each loss, before its update. */
	readonly onLoss: (loss: number) => void;
}
