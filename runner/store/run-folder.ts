import { join } from "node:path";

/** Places in a run's folder. */
export const runPaths = (folder: string) => ({
	manifest: join(folder, "manifest.json"),
	lock: join(folder, "lock"),
	/** Stacks of errors in editors and metrics, for whoever debugs them. */
	errors: join(folder, "errors.log"),
	cells: join(folder, "cells"),
	cell: (id: string) => join(folder, "cells", id),
	/** How a record's edit changed the weights, where the experiment says `saveDeltas`. */
	deltas: (id: string, inputs: string) => join(folder, "deltas", id, `${inputs}.safetensors`),
	baseline: (id: string) => join(folder, "baseline", id),
});

/** Folder of an experiment's results, below the folder in which the command runs. */
export const defaultFolder = (experiment: string): string => join(process.cwd(), "runs", experiment);
