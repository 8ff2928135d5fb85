import { describeValue } from "#core/describe-value";
import { UserError } from "#core/errors";
import type { EditRecord } from "#core/record";

/**
 * Records as a dataset gave them, which may be one of somebody else's.
 *
 * @throws UserError for the first that cannot be used, with its place and what was wanted of it
 */
export function checkRecords(records: unknown, dataset: string): asserts records is readonly EditRecord[] {
	if (!Array.isArray(records)) {
		throw new UserError(`Dataset "${dataset}" loaded ${describeValue(records)}, not a list of records`, {
			hint: "Its load() must return a list, or a promise of one.",
		});
	}
	const seen = new Map<string, number>();
	// Array.from: a hole is no record either.
	for (const [index, record] of Array.from(records as unknown[]).entries()) {
		const where = `Dataset "${dataset}", record ${index}`;
		const problem = problemOf(record);
		if (problem !== undefined) throw new UserError(`${where} ${problem}`, { hint });
		const { id } = record as EditRecord;
		const first = seen.get(id);
		if (first !== undefined) {
			throw new UserError(`Dataset "${dataset}": records ${first} and ${index} have the same id "${id}"`, {
				hint: "Ids key stored results and random numbers: make them unique.",
			});
		}
		seen.set(id, index);
	}
}

const hint =
	"A record has id, subject, prompt and targetNew, which are texts; targetTrue, a text, and context, a list of texts, may be left out. Mend the dataset's load().";

/** What is wrong with a record, as the end of a sentence. */
function problemOf(record: unknown): string | undefined {
	if (typeof record !== "object" || record === null || Array.isArray(record))
		return `is ${describeValue(record)}, not a record`;
	const fields = record as Readonly<Record<string, unknown>>;
	return (
		problemIn(fields, "id", isFilled, "a text with something in it") ??
		problemIn(fields, "subject", isText, "a text") ??
		problemIn(fields, "prompt", isFilled, "a text with something in it") ??
		problemIn(fields, "targetNew", isFilled, "a text with something in it") ??
		problemIn(fields, "targetTrue", orAbsent(isText), "a text") ??
		problemIn(fields, "context", orAbsent(isTexts), "a list of texts")
	);
}

function problemIn(
	fields: Readonly<Record<string, unknown>>,
	name: string,
	fits: (value: unknown) => boolean,
	wanted: string,
): string | undefined {
	if (fits(fields[name])) return undefined;
	return `has "${name}": ${describeValue(fields[name])}; it should be ${wanted}`;
}

const isText = (value: unknown) => typeof value === "string";
const isFilled = (value: unknown) => typeof value === "string" && value.trim() !== "";
const isTexts = (value: unknown) => Array.isArray(value) && Array.from(value).every(isText);
const orAbsent = (fits: (value: unknown) => boolean) => (value: unknown) =>
	value === undefined || fits(value);
