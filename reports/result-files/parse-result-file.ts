import type { JsonField } from "./json-field.ts";
import { type Lookalike, listRecords } from "./list-records.ts";
import { parseScores } from "./parse-scores.ts";
import { parsePythonJson } from "./python-json.ts";
import type { RequestedRewrite, ResultRecord } from "./result-record.ts";

const want = 'a list of results { pre, case_id, requested_rewrite, post }, as in "…_results.json"';

const lookalikes: readonly Lookalike[] = [
	{
		key: "generation_sentence",
		is: "generated texts",
		hint: 'Give this file as --output-file, and as --result-file the one whose name ends in "_results.json".',
	},
	{
		key: "target_new",
		is: "a record to edit",
		hint: "This is a data file. Edit its records first, then give the file of results.",
	},
];

/**
 * Reads `<method>_<dataset>_<model>_results.json`, ours or a Python tool's. A value may be NaN: an accuracy over no token.
 *
 * @param where path of the text, for messages
 * @throws UserError that names file, record and field, what was found there and what is wanted
 */
export function parseResultFile(text: string, where: string): ResultRecord[] {
	const fields = listRecords(parsePythonJson(text, where), { where, want, lookalikes });
	const isEdited = fields.some((field) => !field.get("post").isAbsent);
	return fields.map((field) => parseRecord(field, isEdited));
}

/** @param isEdited whether other records of the file have results after editing */
function parseRecord(record: JsonField, isEdited: boolean): ResultRecord {
	const [pre, post, time] = [record.get("pre"), record.get("post"), record.get("time")];
	if (pre.isAbsent && post.isAbsent) {
		throw record.wrong(
			'an object with "pre" and "post"',
			"A result file holds the scores of edited records, not the records themselves.",
		);
	}
	// A file of results before editing has none at all; one that lacks some was cut short.
	if (isEdited && post.isAbsent) {
		throw post.wrong(
			"the scores after editing",
			"Other records have them. Run again, or remove this record.",
		);
	}
	const [request, id] = [record.get("requested_rewrite"), record.get("case_id").value];
	return {
		...(!pre.isAbsent && { pre: parseScores(pre) }),
		...((typeof id === "number" || typeof id === "string") && { case_id: id }),
		...(!request.isAbsent && { requested_rewrite: parseRequest(request) }),
		...(typeof time.value === "number" && { time: time.value }),
		...(!post.isAbsent && { post: parseScores(post) }),
	};
}

/** Texts are matched by prompt and target; the rest is kept as it is, for nothing here computes with it. */
function parseRequest(request: JsonField): RequestedRewrite {
	const hint = "Write the file again with the tool that made it.";
	request.keys("an object with prompt and target_new", hint);
	request.get("prompt").strings(hint);
	request.get("target_new").string(hint);
	return request.value as RequestedRewrite;
}
