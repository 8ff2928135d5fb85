import { hideBin } from "yargs/helpers";
import { cli } from "./cli.ts";

// `bench list | head` closes the pipe early: nobody reads on, so there is nothing to say.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
	process.exit(0);
});

await cli(hideBin(process.argv));
