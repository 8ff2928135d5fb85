/** `error`: the record cannot be used as it is. `warning`: it can, but something in it is probably not meant. `note`: worth knowing. */
export type Severity = "error" | "warning" | "note";

/** One sort of finding; reports group by its title. */
export interface DataRule {
	readonly severity: Severity;
	/** Reads well after a count: `27 × probe without an answer, skipped`. */
	readonly title: string;
}

/** Something noticed about one place of a data file. */
export interface DataFinding {
	readonly severity: Severity;
	/** Title of its rule. */
	readonly rule: string;
	/** Place of the record in its file, counted from 0. */
	readonly index: number;
	/** Path below the record in the file's own spelling, as in `portability.Reasoning[2].ground_truth`; empty for the record itself. */
	readonly field: string;
	/** What was found there, and what was wanted. */
	readonly message: string;
}

/** What `bench check-data` prints about one file. */
export interface DataReport {
	/** Path or hub address of the file. */
	readonly where: string;
	/** Records in the file. */
	readonly total: number;
	/** Records without an error. */
	readonly usable: number;
	/** What was counted, in the order to print. */
	readonly counts: Readonly<Record<string, number>>;
	/** In the file's order. */
	readonly findings: readonly DataFinding[];
}
