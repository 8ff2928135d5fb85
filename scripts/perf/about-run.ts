import { machineInfo } from "../../runner/store/machine-info.ts";
import type { Setting } from "./setting.ts";
import type { StoredSection } from "./stored-sections.ts";

/** What all sections of a run have in common. */
export type AboutRun = Omit<StoredSection, "date" | "command" | "lines">;

/** What a run writes: a section before this one changed it. */
const written = ["docs/performance.md", "docs/performance.json"];

/** @param root folder of editbench */
export async function aboutRun(
	root: string,
	{ ours, yardstick, threads, rounds, records }: Omit<Setting, "bestRate">,
): Promise<AboutRun> {
	const { cpu, cores, os, node, editbench, git } = await machineInfo(root, written);
	const commit = git ? ` at ${git.commit.slice(0, 7)}${git.changed ? ", changed" : ""}` : "";
	const versions = yardstick?.versions;
	const pytorch =
		versions && `PyTorch ${versions.torch}, transformers ${versions.transformers}, Python ${versions.python}`;
	return {
		threads,
		rounds,
		records,
		machine: {
			cpu,
			cores,
			os,
			node,
			editbench: `${editbench}${commit}`,
			engine: ours.engine.version,
			...(pytorch !== undefined && { pytorch }),
		},
	};
}
