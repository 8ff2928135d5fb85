import { parseArgs } from "node:util";
import { reportError } from "../bin/report-error.ts";
import { UserError } from "../core/errors.ts";
import { type Gpt2Sizes, writeRandomCheckpoint } from "./models/random-checkpoint.ts";

const help = `A GPT-2 with random weights in Hugging Face's format, as large as you like: for measuring time and memory.

usage: node --conditions=source --import tsx scripts/random-checkpoint.ts FOLDER [options]

  --layers, --hidden, --heads, --vocab, --positions   sizes; GPT2-xl's (48, 1600, 25, 50257, 1024: 6.2 GB) where left out
  --seed                                              of the weights; 0 where left out`;

const gpt2Xl: Gpt2Sizes = { layers: 48, hidden: 1600, heads: 25, vocab: 50257, positions: 1024 };

try {
	const { values, positionals } = parseArgs({ allowPositionals: true, options: optionsOf(gpt2Xl) });
	const [folder, ...more] = positionals;
	if (values.help || folder === undefined || more.length > 0) console.log(help);
	else {
		const { seed, ...sizes } = { seed: 0, ...gpt2Xl, ...numbers(values) };
		writeRandomCheckpoint(folder, sizes, seed);
	}
} catch (error) {
	process.exitCode = reportError(error);
}

function optionsOf(sizes: Gpt2Sizes) {
	const names = [...Object.keys(sizes), "seed"];
	return {
		...Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
		help: { type: "boolean" as const, short: "h" },
	};
}

function numbers(values: Readonly<Record<string, unknown>>): Record<string, number> {
	const given = Object.entries(values).map(([name, value]): [string, number] => {
		const number = Number(value);
		if (Number.isSafeInteger(number) && number >= (name === "seed" ? 0 : 1)) return [name, number];
		throw new UserError(`--${name} must be a whole number of at least 1, got ${JSON.stringify(value)}`, {
			hint: "Sizes are counted: --layers 48 --hidden 1600 --heads 25.",
		});
	});
	return Object.fromEntries(given);
}
