import type { Command } from "../define-command.ts";
import { apply } from "./apply.ts";
import { check } from "./check.ts";
import { checkData } from "./check-data.ts";
import { describe } from "./describe.ts";
import { evaluate } from "./eval.ts";
import { fetch } from "./fetch.ts";
import { list } from "./list.ts";
import { plan } from "./plan.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { stats } from "./stats.ts";

/** In the order of the help text: as an experiment meets them. */
export const commands: readonly Command[] = [
	run,
	plan,
	fetch,
	check,
	list,
	describe,
	checkData,
	evaluate,
	report,
	apply,
	stats,
];

/** The command that a command line names, if there is one; of a group the part, where it names one. */
export function commandIn(args: readonly string[]): Command | undefined {
	for (const [index, word] of args.entries()) {
		const command = commands.find(({ name }) => name === word);
		const part = command?.parts.find(({ name }) => name === `${word} ${args[index + 1]}`);
		if (command !== undefined) return part ?? command;
	}
	return undefined;
}
