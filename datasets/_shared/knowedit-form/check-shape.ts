import { describeValue } from "#core/describe-value";
import { UserError } from "#core/errors";
import { isJsonObject, type JsonObject } from "../json-object.ts";

const want = "a list of KnowEdit records { subject, prompt, target_new, portability, locality }";

/** Files of the same field that are easily taken for KnowEdit's. The first whose keys all occur is meant. */
const lookalikes: readonly { keys: readonly string[]; is: string; hint: string }[] = [
	{
		keys: ["requested_rewrite", "pre"],
		is: "results of an editing run",
		hint: 'Print its scores with "bench eval". For the records, give "path" a data file, such as test_cf.json.',
	},
	{
		keys: ["requested_rewrite"],
		is: "records of CounterFact (ROME's schema)",
		hint: 'Read them with counterfact({ path }). KnowEdit\'s own file is "test_cf.json".',
	},
	{
		keys: ["src", "alt", "image"],
		is: "records about images (MMKE-Bench's schema)",
		hint: "Read them with mmke({ path }).",
	},
	{
		keys: ["src", "alt"],
		is: "records of zsRE in MEND's schema",
		hint: 'KnowEdit\'s own file is "ZsRE-test-all.json"; leave out "path" to have it found or fetched.',
	},
	{
		keys: ["pre"],
		is: "results of an editing run",
		hint: 'Give "path" a data file, such as test_cf.json, not a file of results.',
	},
];

/** Refuses a file that is not KnowEdit's at all. @throws UserError that says what it is instead */
export function checkShape(json: unknown, where: string): asserts json is readonly unknown[] {
	if (!Array.isArray(json)) throw notAList(json, where);
	if (json.length === 0) {
		throw new UserError(`${where}: got an empty list, want ${want}.`, { hint: "Fetch the file again." });
	}
	const first = json.find(isJsonObject);
	if (first === undefined) {
		throw new UserError(
			`${where}: got ${describeValue(json)} whose first is ${describeValue(json[0])}, want ${want}.`,
			{
				hint: 'Give "path" a data file of KnowEdit, such as test_cf.json.',
			},
		);
	}
	refuseLookalike(first, where);
}

function notAList(json: unknown, where: string): UserError {
	const list = isJsonObject(json) && Object.entries(json).find(([, value]) => Array.isArray(value));
	const hint = list
		? `The list under ${JSON.stringify(list[0])} may be what is wanted: save it as a file of its own.`
		: 'Give "path" a data file of KnowEdit, such as test_cf.json.';
	return new UserError(`${where}: got ${describeValue(json)}, want ${want}.`, { hint });
}

function refuseLookalike(record: JsonObject, where: string): void {
	if ("prompt" in record || "text" in record) return;
	const found = lookalikes.find(({ keys }) => keys.every((key) => key in record));
	if (found === undefined) return;
	throw new UserError(`${where}: got ${found.is}, want ${want}.`, { hint: found.hint });
}
