import { arch, availableParallelism, cpus, release, totalmem, type } from "node:os";
import { execa } from "execa";
import { editbenchVersion } from "../plan/editbench-version.ts";

/** With what a run was made. */
export interface MachineInfo {
	readonly editbench: string;
	readonly node: string;
	readonly os: string;
	readonly cpu: string;
	readonly cores: number;
	/** In bytes. */
	readonly memory: number;
	/** Of the repository that holds the experiment. */
	readonly git?: { readonly commit: string; readonly changed: boolean };
}

/**
 * @param folder of the experiment's file
 * @param apart files, from the repository's root, whose changes do not count
 */
export async function machineInfo(folder: string, apart: readonly string[] = []): Promise<MachineInfo> {
	const git = await gitState(folder, apart);
	return {
		editbench: editbenchVersion(),
		node: process.version,
		os: `${type()} ${release()} ${arch()}`,
		cpu: cpus()[0]?.model.trim() ?? "unknown",
		cores: availableParallelism(),
		memory: totalmem(),
		...(git && { git }),
	};
}

/** Undefined where there is no git, no repository or no commit. */
async function gitState(cwd: string, apart: readonly string[]): Promise<MachineInfo["git"]> {
	const options = { cwd, reject: false, timeout: 10_000 } as const;
	const head = await execa("git", ["rev-parse", "HEAD"], options);
	if (head.failed || typeof head.stdout !== "string") return undefined;
	const paths = [":(top)", ...apart.map((file) => `:(top,exclude)${file}`)];
	const status = await execa(
		"git",
		// What status learns about files it would write into the repository, which is the user's.
		["--no-optional-locks", "status", "--porcelain", "--untracked-files=no", "--", ...paths],
		options,
	);
	return { commit: head.stdout.trim(), changed: status.stdout !== "" };
}
