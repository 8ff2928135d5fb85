import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { checkpointFrom, sharedData } from "./reference-tokens.ts";

interface Probe {
	readonly ground_truth: readonly string[];
}
interface ZsreRecord {
	readonly locality: { readonly Relation_Specificity: readonly Probe[] };
}
interface PublishedRecord {
	readonly pre: {
		readonly locality: { readonly Relation_Specificity_output: readonly (readonly number[])[] };
	};
}

const files = [
	sharedData("knowedit/ZsRE-test-all.json"),
	sharedData("reference-runs/gpt2-xl_zsre_pre_edit.json"),
];
const read = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

/** The run used an edition of ZsRE without the three records whose subject does not occur in the prompt. */
const leftOut = new Set([396, 597, 676]);

const gpt2 = checkpointFrom("EDITBENCH_GPT2");
const absent = files.find((path) => !existsSync(path));
if ("absent" in gpt2) console.log(`skipped: token counts of gpt2-xl's published run: ${gpt2.absent}`);
else if (absent !== undefined) console.log(`skipped: token counts of gpt2-xl's published run: no ${absent}`);
else {
	test("GPT-2's tokenizer gives ZsRE's locality answers as many tokens as a published run of gpt2-xl predicted", () => {
		const tokenizer = loadTokenizer(gpt2.folder);
		const records = read<ZsreRecord[]>(files[0]!).filter((_, index) => !leftOut.has(index));
		const run = read<PublishedRecord[]>(files[1]!);
		assert.is(run.length, records.length);
		const differing = records.flatMap(({ locality }, index) => {
			const predicted = run[index]!.pre.locality.Relation_Specificity_output;
			return locality.Relation_Specificity.flatMap(({ ground_truth: [answer] }, probe) => {
				const count = tokenizer.encode(` ${answer}`).length;
				const wanted = predicted[probe]?.length;
				return count === wanted ? [] : [`record ${index} " ${answer}": ${count} tokens, published ${wanted}`];
			});
		});
		assert.equal(differing, []);
	});
}

test.run();
