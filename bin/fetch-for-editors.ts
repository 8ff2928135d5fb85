import { findEngine } from "#engine/engines";
import type { Plan, PlannedRead } from "#runner/plan/plan";
import { bytesOf } from "./format-bytes.ts";
import { amountProgress } from "./progress/amount-progress.ts";

/** What came of looking for one thing, and of fetching it. */
export interface FetchedNeed {
	readonly name: string;
	/** Whether it was here before, has come, or cannot be fetched. */
	readonly state: "here" | "fetched" | "missing";
	/** Folder or file. */
	readonly where?: string;
	/** What to do about it, where it is missing. */
	readonly remedy?: string;
}

/** Brings what an editor of a plan reads beside its model. @throws UserError where the download fails */
export async function fetchRead({ located, fetch }: PlannedRead): Promise<FetchedNeed> {
	if ("here" in located) return { name: located.here.where, state: "here", where: located.here.where };
	const { what: name, remedy } = located.missing;
	if (fetch === undefined) return { name, state: "missing", remedy };
	const progress = amountProgress(name, bytesOf);
	try {
		const after = await fetch(progress.onProgress);
		if ("missing" in after) return { name, state: "missing", remedy: after.missing.remedy };
		return { name, state: "fetched", where: after.here.where };
	} finally {
		progress.stop();
	}
}

/** An engine's package is npm's to bring. @returns undefined where nothing is missing */
export function missingEngine({ experiment }: Plan): FetchedNeed | undefined {
	const { name = "onnx", ...options } = experiment.engine;
	const lack = findEngine(name, options);
	return lack && { name: lack.what, state: "missing", remedy: lack.remedy };
}
