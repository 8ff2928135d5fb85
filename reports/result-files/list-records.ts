import { describeValue } from "#core/describe-value";
import { UserError } from "#core/errors";
import { isObject, JsonField } from "./json-field.ts";

/** A file that is easily taken for another: its records have the field `key`. */
export interface Lookalike {
	readonly key: string;
	readonly is: string;
	readonly hint: string;
}

/**
 * The records of a file that should be a list of objects.
 *
 * @param want what the file should hold, for messages
 * @param lookalikes refused by name, the first that fits
 * @throws UserError where the file holds something else
 */
export function listRecords(
	json: unknown,
	{ where, want, lookalikes }: { where: string; want: string; lookalikes: readonly Lookalike[] },
): JsonField[] {
	if (!Array.isArray(json)) {
		throw new UserError(`${where}: got ${describeValue(json)}, want ${want}.`, {
			hint: "The whole file is one list, with one object for each edited record.",
		});
	}
	if (json.length === 0) {
		throw new UserError(`${where}: got an empty list, want ${want}.`, {
			hint: "The run that wrote it finished no record. Run it again, or give another file.",
		});
	}
	return json.map((record: unknown, index) => {
		const field = new JsonField(record, `${where}, record ${index}`);
		if (!isObject(record)) throw field.wrong("an object", "Mend that record, or write the file again.");
		const other = lookalikes.find(({ key }) => key in record);
		if (other) {
			throw new UserError(`${where}, record ${index}: got ${other.is}, want ${want}.`, { hint: other.hint });
		}
		return field;
	});
}
