import type { KnowEditRecord } from "editbench";
import type { Choice } from "./command-line.ts";
import type { Line } from "./line.ts";
import type { Ours } from "./ours.ts";
import type { Yardstick } from "./yardstick.ts";

/** What a section measures with. */
export interface Setting extends Pick<Choice, "rounds" | "records" | "threads"> {
	readonly ours: Ours;
	/** Absent where PyTorch is. */
	readonly yardstick: Yardstick | undefined;
	/** What the machine does at its best, in GFLOP/s; absent where it was not measured. */
	readonly bestRate: number | undefined;
	/** So many records, from the one at `offset` on, which is the first unless given. */
	readonly recordsOf: (limit: number, offset?: number) => Promise<readonly KnowEditRecord[]>;
	/** Folders of the model and the data, for processes that load them themselves. */
	readonly modelFolder: string;
	readonly dataFolder: string;
	/** A new folder, which is removed in the end. */
	readonly scratch: (name: string) => string;
}

/** Measures one thing or a few. */
export type Section = (setting: Setting) => Promise<Line[]>;
