/** Who is timed: editbench, PyTorch as the public tools use it, PyTorch without what a careful user would leave out. */
export type Side = "ours" | "public" | "tuned";

/** One line of the report: what was measured, and each measurement of each side. */
export interface Line {
	/** Unique in its section; a stored run is compared by it. */
	readonly what: string;
	readonly unit: "s" | "%" | "×" | "GFLOP/s";
	readonly samples: Readonly<Partial<Record<Side, readonly number[]>>>;
	/** What a reader should know: a check that both computed the same, a reason why a side is missing. */
	readonly note?: string;
}
