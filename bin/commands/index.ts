import type { Command } from "../define-command.ts";
import { check } from "./check.ts";
import { checkData } from "./check-data.ts";
import { describe } from "./describe.ts";
import { evaluate } from "./eval.ts";
import { fetch } from "./fetch.ts";
import { list } from "./list.ts";
import { plan } from "./plan.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";

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
];

/** The command of this name, if there is one. */
export const commandOf = (name: string): Command | undefined => commands.find((one) => one.name === name);
