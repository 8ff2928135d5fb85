import { test } from "uvu";
import * as assert from "uvu/assert";
import type { UserError } from "#core/errors";
import { help, parseCommandLine, sectionNames } from "../../../scripts/perf/command-line.ts";

test("unless told otherwise, everything is measured five times", () => {
	const { only, rounds, records, json } = parseCommandLine([]);
	assert.equal([only, rounds, records, json], [sectionNames, 5, 4, undefined]);
});

test("sections, rounds, records and a file are chosen", () => {
	const choice = parseCommandLine(
		"--only forward,step --rounds 7 --records 3 --threads 1 --json a.json".split(" "),
	);
	assert.equal(choice, {
		only: ["forward", "step"],
		rounds: 7,
		records: 3,
		threads: 1,
		json: "a.json",
		help: false,
	});
});

test("sections are measured in their order, whatever the order in which they were named, and once", () => {
	assert.equal(parseCommandLine(["--only", "lanes,forward,rate,forward"]).only, ["rate", "forward", "lanes"]);
});

test("the help text names every section and option", () => {
	for (const word of [...sectionNames, "--only", "--rounds", "--records", "--threads", "--json"])
		assert.ok(help.includes(word), word);
});

const mistakes: readonly (readonly [args: readonly string[], message: string, hint: string])[] = [
	[["--only", "forwrd"], 'There is no section "forwrd"', 'Did you mean "forward"? There are rate, forward,'],
	[["--only", ""], 'There is no section ""', "There are rate, forward,"],
	[["--rounds", "0"], 'The option --rounds must be a whole number of at least 1, got "0"', "--help"],
	[["--records", "x"], 'The option --records must be a whole number of at least 1, got "x"', "--help"],
	[["--recrods", "2"], "Unknown option '--recrods'", "--help"],
	[["--json"], "Option '--json <value>' argument missing", "--help"],
];

for (const [args, message, hint] of mistakes) {
	test(`"npm run perf -- ${args.join(" ")}" says: ${message}`, () => {
		try {
			parseCommandLine(args);
			assert.unreachable();
		} catch (error) {
			const { name, message: said, hint: advice = "" } = error as UserError;
			assert.equal([name, said], ["UserError", message]);
			assert.ok(advice.includes(hint), advice);
		}
	});
}

test.run();
