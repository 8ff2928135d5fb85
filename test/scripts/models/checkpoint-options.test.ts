import { test } from "uvu";
import * as assert from "uvu/assert";
import type { UserError } from "#core/errors";
import { help, parseOptions } from "../../../scripts/models/checkpoint-options.ts";

test("unless told otherwise, it is as large as GPT2-xl", () => {
	const sizes = { layers: 48, hidden: 1600, heads: 25, vocab: 50257, positions: 1024 };
	assert.equal(parseOptions(["out"]), { folder: "out", sizes, seed: 0 });
	assert.equal(parseOptions("out --layers 2 --hidden 64 --heads 4 --seed 3".split(" ")), {
		folder: "out",
		sizes: { ...sizes, layers: 2, hidden: 64, heads: 4 },
		seed: 3,
	});
	assert.is(parseOptions(["--help"]).folder, undefined);
	assert.match(help, "--hidden 1600");
});

test("mistakes are named", () => {
	const mistakes: readonly (readonly [args: string, message: RegExp])[] = [
		["", /^One folder is to be named, got 0$/],
		["a b", /^One folder is to be named, got 2$/],
		["a --layers 0", /^The option --layers must be a whole number of at least 1, got "0"$/],
		["a --seed=-1", /^The option --seed must be a whole number of at least 0, got "-1"$/],
		["a --heads 7", /^--heads must divide --hidden, got 7 and 1600$/],
		["a --size 7", /^Unknown option '--size'/],
	];
	for (const [args, message] of mistakes) {
		try {
			parseOptions(args.split(" ").filter((word) => word !== ""));
			assert.unreachable(args);
		} catch (error) {
			assert.match((error as UserError).message, message);
			assert.match((error as UserError).hint ?? "", /--help/);
		}
	}
});

test.run();
