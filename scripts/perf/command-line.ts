import { availableParallelism } from "node:os";
import { UserError } from "#core/errors";
import { nearest } from "#core/nearest";
import { optionsOf, wholeNumber } from "../options.ts";

/** In the order in which they are measured. */
export const sectionNames = [
	"rate",
	"forward",
	"step",
	"generate",
	"edit",
	"cell",
	"cell-ft-m",
	"cell-rome",
	"cell-memit",
	"lanes",
	"workers",
	"commands",
] as const;

export type SectionName = (typeof sectionNames)[number];

/** What was asked for. */
export interface Choice {
	readonly only: readonly SectionName[];
	readonly rounds: number;
	readonly records: number;
	readonly threads: number;
	readonly json: string | undefined;
	readonly help: boolean;
}

/** Fewer make no median worth publishing. */
export const FEWEST_ROUNDS = 5;

export const help = `npm run perf -- [options]

Times editbench, by turns with PyTorch on the same machine, model and records; prints medians and ratios. With PyTorch and
at least ${FEWEST_ROUNDS} rounds, each section takes its place in docs/performance.md and docs/performance.json as soon as it is measured.
Without PyTorch, ratios are against the latter.

Options:
  --only forward,step  Only these sections: ${sectionNames.join(", ")}
  --rounds 5           Times that everything is measured, after once that does not count
  --records 4          Records of a cell that PyTorch takes a round; a cell has all of them
  --threads ${availableParallelism()}          Threads of both
  --json FILE          Write the measurements as JSON too
  --help               Show this

Environment:
  EDITBENCH_SMOLLM2    Folder of SmolLM2-135M; scripts/prepare-slow-tests.sh makes it
  EDITBENCH_KNOWEDIT   Folder with KnowEdit's wiki_counterfact-test_cf.json
  EDITBENCH_PYTHON     A Python with PyTorch: pip install torch transformers`;

/** @throws UserError for an option that is not there, or a value that it cannot have */
export function parseCommandLine(args: readonly string[]): Choice {
	const { only, rounds, records, threads, json, help } = optionsOf(
		{ args: [...args], options },
		'"npm run perf -- --help" lists them.',
	).values;
	return {
		only: only === undefined ? sectionNames : inOrder(only.split(",").map(sectionOf)),
		rounds: atLeastOne("rounds", rounds, FEWEST_ROUNDS),
		records: atLeastOne("records", records, 4),
		threads: atLeastOne("threads", threads, availableParallelism()),
		json,
		help: help ?? false,
	};
}

const text = { type: "string" } as const;
const options = {
	only: text,
	rounds: text,
	records: text,
	threads: text,
	json: text,
	help: { type: "boolean" },
} as const;

function sectionOf(name: string): SectionName {
	const found = sectionNames.find((one) => one === name);
	if (found !== undefined) return found;
	const near = nearest(name, sectionNames);
	throw new UserError(`There is no section "${name}"`, {
		hint: `${near === undefined ? "" : `Did you mean "${near}"? `}There are ${sectionNames.join(", ")}.`,
	});
}

/** As they are measured, whose shares of the machine's rate need the rate first. */
const inOrder = (chosen: readonly SectionName[]) => sectionNames.filter((name) => chosen.includes(name));

const atLeastOne = (name: string, given: string | undefined, otherwise: number): number =>
	wholeNumber({ name, given, otherwise, least: 1, hint: '"npm run perf -- --help" explains it.' });
