import yargs from "yargs";
import { commands } from "./commands/index.ts";
import { reportError } from "./report-error.ts";
import { usageError } from "./usage-error.ts";

/** Columns of help texts: the same everywhere, so that the text kept in help.js is the one yargs would print. */
const WIDTH = 100;

/** Carries out one command line. What goes wrong is printed and becomes the exit code of the process; nothing is thrown. */
export async function cli(args: readonly string[]): Promise<void> {
	try {
		await parser(args).parseAsync();
	} catch (error) {
		process.exitCode = reportError(error);
	}
}

function parser(args: readonly string[]) {
	return yargs(args)
		.scriptName("bench")
		.usage("bench <command>\n\nBenchmarks of knowledge editing: run typed experiments, read their tables.")
		.command([...commands])
		.demandCommand(1)
		.strict()
		.strictCommands()
		.parserConfiguration({ "greedy-arrays": false })
		.alias({ help: "h", version: "v" })
		.epilogue('"bench <command> --help" explains a command; docs/cli.md has examples.')
		.locale("en")
		.wrap(WIDTH)
		.fail((message, error) => {
			throw usageError(message, error, args);
		});
}
