import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import { commandIn, commands } from "./commands/index.ts";

const GLOBAL_OPTIONS = ["help", "version"];

/**
 * What yargs found wrong with a command line, in our words and with what was probably meant. What a command threw is
 * passed through.
 */
export function usageError(
	message: string | null | undefined,
	error: Error | null | undefined,
	args: readonly string[],
): Error {
	// yargs's own complaints come as a message, or as an error of its own class.
	if (error && error.name !== "YError") return error;
	const said = message ?? error?.message ?? "";
	const command = commandIn(args);
	if (command === undefined) return unknownCommand(args);
	const help = `"bench ${command.name} --help" shows what it takes.`;
	const strange = /^Unknown arguments?: (.+)$/.exec(said)?.[1]?.split(", ")[0];
	if (strange !== undefined) {
		const option = nearest(strange, [...Object.keys(command.options), ...GLOBAL_OPTIONS]);
		return new UserError(`"bench ${command.name}" has no option ${dashed(strange)}`, {
			hint: option === undefined ? help : `Did you mean ${dashed(option)}? ${help}`,
		});
	}
	return new UserError(rephrased(said, command.usage), { hint: help });
}

/** Each sort of complaint, and how it reads here. */
const phrases: readonly (readonly [RegExp, (usage: string, ...found: string[]) => string])[] = [
	[/^Not enough non-option arguments/, (usage) => `Something is missing: bench ${usage}`],
	[
		/^Missing required arguments?: (.+)$/,
		(_, names) => `Something is missing: ${names.split(", ").map(dashed).join(", ")}`,
	],
	[/^Unknown commands?: (.+)$/, (usage, word) => `What is "${word}"? The command is: bench ${usage}`],
	[/^Not enough arguments following: (.+)$/, (_, name) => `The option ${dashed(name)} needs a value`],
	[
		/Argument: (.+?), Given: (.+), Choices: (.+)/,
		(_, name, given, choices) => `The option ${dashed(name)} must be one of ${choices}, got ${given}`,
	],
];

function rephrased(said: string, usage: string): string {
	for (const [pattern, phrase] of phrases) {
		const [found, ...groups] = pattern.exec(said) ?? [];
		if (found !== undefined) return phrase(usage, ...groups);
	}
	return said;
}

function unknownCommand(args: readonly string[]): UserError {
	const names = commands.map(({ name }) => name);
	const word = args.find((arg) => !arg.startsWith("-")) ?? args[0];
	const list = `Commands: ${names.join(", ")}. "bench --help" explains them.`;
	if (word === undefined)
		return new UserError("Say what to do, for example: bench run my-experiment.ts", { hint: list });
	const meant = nearest(word, names);
	return new UserError(`There is no command "${word}"`, {
		hint: meant === undefined ? list : `Did you mean "bench ${meant}"? ${list}`,
	});
}

const dashed = (option: string) => `${option.length === 1 ? "-" : "--"}${option}`;
