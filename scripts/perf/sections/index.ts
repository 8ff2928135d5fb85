import type { SectionName } from "../command-line.ts";
import type { Section } from "../setting.ts";
import { cellOf } from "./cell.ts";
import { commands } from "./commands.ts";
import { edit } from "./edit.ts";
import { forward } from "./forward.ts";
import { generate } from "./generate.ts";
import { lanes } from "./lanes.ts";
import { rate } from "./rate.ts";
import { step } from "./step.ts";
import { workers } from "./workers.ts";

export const sections: Readonly<Record<SectionName, Section>> = {
	rate,
	forward,
	step,
	generate,
	edit,
	cell: cellOf("cell"),
	"cell-ft-m": cellOf("cell-ft-m"),
	"cell-rome": cellOf("cell-rome"),
	"cell-memit": cellOf("cell-memit"),
	lanes,
	workers,
	commands,
};
