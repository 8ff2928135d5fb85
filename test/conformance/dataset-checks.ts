import type { Dataset, DatasetSource } from "#core/dataset";
import type { Located } from "#core/located";
import type { EditRecord } from "#core/record";
import { promise } from "./broken-promise.ts";
import { type Check, Skipped } from "./check.ts";

/** What every dataset promises. Where its data is not on this machine, only that it says so. */
export function datasetChecks({ implementation, params }: Dataset): Check[] {
	const locate = async (): Promise<Located<DatasetSource>> =>
		implementation.locate?.({ params }) ?? { here: { where: "made by load", hash: "" } };
	const withSource =
		(run: (source: DatasetSource) => Promise<unknown>): Check["run"] =>
		async () => {
			const located = await locate();
			return "here" in located ? run(located.here) : new Skipped(`${located.missing.what} is missing`);
		};
	const load = (source: DatasetSource): Promise<readonly EditRecord[]> =>
		implementation.load({ params, source });
	return [
		{
			title: "finds its data, or says what is missing and how to get it",
			async run() {
				const located = await locate();
				if ("here" in located) promise(located.here.where !== "", "it does not say where the data is");
				else promise(located.missing.what !== "" && located.missing.remedy !== "", "it says too little");
			},
		},
		{
			title: "loads records that have an id, a prompt and a target",
			run: withSource(async (source) => {
				const records = await load(source);
				promise(records.length > 0, "it has no record");
				for (const [index, record] of records.entries()) {
					for (const field of ["id", "prompt", "targetNew"] as const) {
						const isText = typeof record[field] === "string" && record[field] !== "";
						promise(isText, `"${field}" of record ${index} is ${JSON.stringify(record[field])}`);
					}
				}
			}),
		},
		{
			title: "gives each record an id of its own",
			run: withSource(async (source) => {
				const ids = (await load(source)).map(({ id }) => id);
				const twice = ids.find((id, index) => ids.indexOf(id) !== index);
				promise(twice === undefined, `two records have the id "${twice}"`);
			}),
		},
		{
			title: "loads the same records each time, in plain data",
			run: withSource(async (source) => {
				const [first, second] = [await load(source), await load(source)];
				const at = first.findIndex((record, i) => JSON.stringify(record) !== JSON.stringify(second[i]));
				promise(at === -1 && first.length === second.length, `record ${at} differs when loaded again`);
				const strange = first.findIndex((record) => !isPlain(record));
				promise(strange === -1, `record ${strange} is not the same after it has been stored as JSON`);
			}),
		},
		{
			title: "counts without its data what it loads",
			run: withSource(async (source) => {
				const count = implementation.count?.(params);
				if (count === undefined) return new Skipped("it does not count");
				const { length } = await load(source);
				promise(count === length, `it counts ${count} records and loads ${length}`);
			}),
		},
		{
			title: "reports on its data",
			run: withSource(async (source) => {
				const report = await implementation.check?.({ params, source });
				if (report === undefined) return new Skipped("it has no report");
				const { usable, total, findings } = report;
				promise(usable >= 0 && usable <= total, `${usable} of ${total} records are usable`);
				const nowhere = findings.find(({ index }) => !(index >= 0 && index < total));
				promise(nowhere === undefined, `a finding is about record ${nowhere?.index} of ${total}`);
			}),
		},
	];
}

/** Whether JSON holds all of a value: what it leaves out or changes is lost when a record is stored. */
function isPlain(value: unknown): boolean {
	if (Array.isArray(value)) return value.every(isPlain);
	if (typeof value === "object" && value !== null) {
		const prototype = Object.getPrototypeOf(value);
		return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
	}
	return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
