import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { perplexityRatios } from "../../bin/perplexity-ratios.ts";
import { rejection } from "../helpers/rejection.ts";
import { absent, readTotals, slices } from "../reports/result-files/reference-runs.ts";
import { runBench } from "./run-bench.ts";

const golden = fileURLToPath(new URL("../fixtures/golden/", import.meta.url));
const readGolden = (name: string) => JSON.parse(readFileSync(join(golden, name), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "bench-eval-"));

interface GoldenText {
	readonly record: number;
	readonly text: string;
	readonly ppl_gen: number;
	readonly ppl_target_first_character: number;
	readonly ppl_target: number;
}
const texts: readonly GoldenText[] = readGolden("tiny-llama.json").texts;
const records: readonly { prompt: string; target_new: string }[] = readGolden("records.json");

/** Result and text files of the golden texts. @param asList write prompts as lists, as some tools do */
function writeFiles(name: string, asList: boolean): string[] {
	const results = texts.map(({ record }) => {
		const { prompt, target_new } = records[record]!;
		return {
			requested_rewrite: { prompt: asList ? [prompt] : prompt, target_new },
			post: { rewrite_acc: [1] },
		};
	});
	const written = texts.map(({ record, text }) => {
		const { prompt, target_new } = records[record]!;
		return { prompt: [prompt], target_new, generation_sentence: [text] };
	});
	const paths = [join(folder, `${name}_results.json`), join(folder, `${name}_gen_sentence.json`)] as const;
	writeFileSync(paths[0], JSON.stringify(results));
	writeFileSync(paths[1], JSON.stringify(written));
	return ["--result-file", paths[0], "--output-file", paths[1]];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const model = ["--model", join(golden, "checkpoints/tiny-llama")];

const variants = [
	["the prompt's first character", false, "ppl_target_first_character"],
	["the whole prompt, where the file has a list,", true, "ppl_target"],
] as const;
for (const [what, asList, denominator] of variants) {
	test(`bench eval --output-file --model divides by the perplexity of ${what} and the target, as the reference`, async () => {
		const { code, out } = await runBench(["eval", ...writeFiles(denominator, asList), ...model, "--json"]);
		const expected = mean(texts.map((text) => text.ppl_gen / text[denominator]));
		const { ppl_r, cases } = JSON.parse(out);
		assert.ok(Math.abs(ppl_r / expected - 1) < 1e-5, `got ${ppl_r}, want ${expected}`);
		assert.equal(cases.ppl_r, { records: texts.length, without: 0, nan: 0 });
		assert.is(code, 0);
	});
}

test("bench eval refuses texts without a model", async () => {
	const { code, out, err } = await runBench(["eval", ...writeFiles("a", false)]);
	assert.match(err, /^--output-file was given without --model\n\nppl_r needs both/);
	assert.equal([out, code], ["", 2]);
});

test("bench eval refuses a file that is not there", async () => {
	const { code, out, err } = await runBench(["eval", "--result-file", "absent.json"]);
	assert.match(err, /^Cannot read absent\.json: there is no such file/);
	assert.equal([out, code], ["", 2]);
});

test("perplexityRatios() refuses a model that is neither a folder nor a name on the hub", async () => {
	await rejection(perplexityRatios([], "no-such-model"), {
		message: /There is no folder no-such-model, and it is no name on the hub/,
		hint: /owner\/name/,
	});
});

if (absent) console.log(`skipped: ${absent}`);
else {
	const totals = readTotals();
	const files = slices.flatMap((slice) => ["--result-file", slice]);
	const expected = { pooled: totals.ice_eval_py, "per-key": totals.easyedit_eval_skipping_empty_lists };

	for (const aggregation of ["pooled", "per-key"] as const) {
		test(`bench eval --aggregation ${aggregation} --json equals the published script on a reference run`, async () => {
			const { code, out, err } = await runBench(["eval", ...files, "--aggregation", aggregation, "--json"]);
			const scores = JSON.parse(out);
			for (const name of ["Edit_Succ", "Portability", "Locality", "Fluency"] as const) {
				assert.ok(Math.abs(scores[name] - expected[aggregation][name]) <= 1e-9, name);
			}
			for (const [key, value] of Object.entries(totals.ice_eval_py.Portability_by_key)) {
				assert.ok(Math.abs(scores.Portability_by_key[key] - value) <= 1e-9, key);
			}
			assert.is(scores.ppl_r, null);
			assert.equal([err, code], ["", 0]);
		});
	}

	test("bench eval takes files as a shell's pattern gives them, and prints the same for people", async () => {
		const { out } = await runBench(["eval", "--result-file", ...slices]);
		assert.match(out, /^885 records, aggregation pooled/);
		assert.match(out, "Portability (reasoning_acc): 40.7640");
		assert.match(out, "ppl_r: not computed (needs --output-file and --model)");
	});
}

test.after(() => rmSync(folder, { recursive: true }));
test.run();
