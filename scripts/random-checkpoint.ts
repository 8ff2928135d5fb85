import { reportError } from "../bin/report-error.ts";
import { help, parseOptions } from "./models/checkpoint-options.ts";
import { writeRandomCheckpoint } from "./models/random-checkpoint.ts";

/** Writes a random checkpoint: see `checkpoint-options.ts` for what it takes. */
try {
	const { folder, sizes, seed } = parseOptions(process.argv.slice(2));
	if (folder === undefined) console.log(help);
	else writeRandomCheckpoint(folder, sizes, seed);
} catch (error) {
	process.exitCode = reportError(error);
}
