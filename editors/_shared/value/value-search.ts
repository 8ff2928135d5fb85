import type { EditableModel } from "#core/editable-model";
import type { ValueSettings } from "./value-params.ts";
import type { ValueRows } from "./value-rows.ts";

/** What a value is searched for, and where. */
export interface ValueSearch {
	readonly model: EditableModel;
	readonly layer: number;
	/** What δ is added to: ROME's is the MLP's output, MEMIT's the block's. */
	readonly site: "mlpOutput" | "block";
	readonly rows: ValueRows;
	readonly settings: ValueSettings;
	/** Called with each loss, before its update. */
	readonly onLoss: (loss: number) => void;
}
