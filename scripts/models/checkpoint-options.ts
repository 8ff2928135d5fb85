import { UserError } from "#core/errors";
import { optionsOf, wholeNumber } from "../options.ts";
import type { Gpt2Sizes } from "./random-checkpoint.ts";

/** What was asked for. */
export interface CheckpointChoice {
	/** Undefined where only the help text is wanted. */
	readonly folder: string | undefined;
	readonly sizes: Gpt2Sizes;
	readonly seed: number;
}

export const help = `node --conditions=source --import ./runner/read-typescript.js scripts/random-checkpoint.ts FOLDER [options]

Writes a GPT-2 with random weights in Hugging Face's format: as large as a real one, for measuring time and memory.

Options, and what they are where left out (GPT2-xl: 6.2 GB):
  --layers 48
  --hidden 1600
  --heads 25
  --vocab 50257
  --positions 1024
  --seed 0             Of the weights
  --help               Show this`;

const gpt2Xl: Gpt2Sizes = { layers: 48, hidden: 1600, heads: 25, vocab: 50257, positions: 1024 };

const text = { type: "string" } as const;
const options = {
	layers: text,
	hidden: text,
	heads: text,
	vocab: text,
	positions: text,
	seed: text,
	help: { type: "boolean" },
} as const;

/** @throws UserError for an option that is not there, or a value that it cannot have */
export function parseOptions(args: readonly string[]): CheckpointChoice {
	const { values, positionals } = optionsOf({ args: [...args], options, allowPositionals: true }, hint);
	const [folder, ...more] = positionals;
	if (values.help) return { folder: undefined, sizes: gpt2Xl, seed: 0 };
	if (folder === undefined || more.length > 0) {
		throw mistake(`One folder is to be named, got ${positionals.length}`);
	}
	const size = (name: keyof Gpt2Sizes) =>
		wholeNumber({ name, given: values[name], otherwise: gpt2Xl[name], least: 1, hint });
	const sizes = {
		layers: size("layers"),
		hidden: size("hidden"),
		heads: size("heads"),
		vocab: size("vocab"),
		positions: size("positions"),
	};
	if (sizes.hidden % sizes.heads !== 0) {
		throw mistake(`--heads must divide --hidden, got ${sizes.heads} and ${sizes.hidden}`);
	}
	const seed = wholeNumber({ name: "seed", given: values.seed, otherwise: 0, least: 0, hint });
	return { folder, sizes, seed };
}

const hint = '"--help" explains the options.';
const mistake = (message: string) => new UserError(message, { hint });
