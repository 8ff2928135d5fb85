import type { Argv, CommandModule, InferredOptionTypes, Options, PositionalOptions } from "yargs";

/** What the file of a command declares. */
interface CommandDefinition<P extends Positionals, O extends CommandOptions> {
	/** Name and arguments: `run <file>`. */
	readonly usage: string;
	/** The command whose part this is: `stats` of `bench stats build`. */
	readonly under?: string;
	/** One line in the list of commands. */
	readonly describe: string;
	readonly positionals: P;
	readonly options: O;
	/** A command line and what it does, each. */
	readonly examples?: readonly (readonly [line: string, meaning: string])[];
	/** Options of other names arrive among the arguments, instead of being refused. */
	readonly takesUnknownOptions?: boolean;
	/** An option of many values takes all that follow it, as a shell's pattern gives them: for commands without arguments. */
	readonly takesLists?: boolean;
	readonly run: (given: InferredOptionTypes<P> & InferredOptionTypes<O>) => Promise<void>;
}
type Positionals = Readonly<Record<string, PositionalOptions>>;
type CommandOptions = Readonly<Record<string, Options>>;

/** A command for yargs that also says, for error messages, how it is called. */
export interface Command extends CommandModule {
	readonly name: string;
	readonly usage: string;
	readonly options: CommandOptions;
	/** What it is made of, where it is a group. */
	readonly parts: readonly Command[];
}

export function defineCommand<const P extends Positionals, const O extends CommandOptions>(
	definition: CommandDefinition<P, O>,
): Command {
	const {
		usage,
		under,
		describe,
		positionals,
		options,
		examples = [],
		takesUnknownOptions = false,
		takesLists = false,
		run,
	} = definition;
	const builder = (parser: Argv) => {
		for (const [name, positional] of Object.entries(positionals)) parser.positional(name, positional);
		for (const [line, meaning] of examples) parser.example(line, meaning);
		parser.parserConfiguration({
			"unknown-options-as-args": takesUnknownOptions,
			"greedy-arrays": takesLists,
		});
		return parser.options(options);
	};
	return {
		command: usage,
		describe,
		builder,
		handler: (given) => run(given as never),
		name: full(usage.split(" ")[0]!, under),
		usage: full(usage, under),
		options,
		parts: [],
	};
}

const full = (words: string, under: string | undefined) =>
	under === undefined ? words : `${under} ${words}`;

/** A command that only gathers others: `bench stats build`, `bench stats list`. */
export function defineGroup(name: string, describe: string, parts: readonly Command[]): Command {
	const words = parts.map((part) => part.name.split(" ").at(-1)!);
	return {
		command: name,
		describe,
		builder: (parser: Argv) => parser.command([...parts]).demandCommand(1),
		handler: () => {},
		name,
		usage: `${name} <${words.join("|")}>`,
		options: {},
		parts,
	};
}
