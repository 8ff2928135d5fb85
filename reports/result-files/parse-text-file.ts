import { type Lookalike, listRecords } from "./list-records.ts";
import { parsePythonJson } from "./python-json.ts";
import type { TextRecord } from "./result-record.ts";

const want = 'a list of texts { prompt, target_new, generation_sentence }, as in "…_gen_sentence.json"';
const hint = "Write the file again with the tool that made it.";

const results = {
	is: "results",
	hint: 'Give this file as --result-file, and as --output-file the one whose name ends in "_gen_sentence.json".',
};
const lookalikes: readonly Lookalike[] = [
	{ key: "post", ...results },
	{ key: "pre", ...results },
];

/**
 * Reads `<method>_<dataset>_<model>_gen_sentence.json`, ours or a Python tool's.
 *
 * @param where path of the text, for messages
 * @throws UserError that names file, record and field, what was found there and what is wanted
 */
export function parseTextFile(text: string, where: string): TextRecord[] {
	return listRecords(parsePythonJson(text, where), { where, want, lookalikes }).map((record) => {
		const truth = record.get("ground_truth").value;
		return {
			prompt: record.get("prompt").strings(hint),
			target_new: record.get("target_new").string(hint),
			...(typeof truth === "string" && { ground_truth: truth }),
			generation_sentence: record.get("generation_sentence").strings(hint),
		};
	});
}
