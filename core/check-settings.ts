import { type Aggregation, aggregations } from "./aggregate.ts";
import { UserError } from "./errors.ts";
import { type FidelitySettings, resolveFidelity } from "./fidelity.ts";
import { nearest } from "./nearest.ts";
import type { PublishedTable } from "./published.ts";
import { batch, type Regime, single } from "./regime.ts";
import type { CellKey } from "./results.ts";
import { isObject, settingError, shown } from "./setting-error.ts";

/** What the compiler catches too, for experiments in JavaScript and those that are run unchecked. */

/** @param within path of the object in the experiment, with a dot at its end */
export function checkKeys(
	name: string,
	settings: object,
	known: readonly string[],
	within = "",
	instead = `There are ${known.join(", ")}.`,
): void {
	const unknown = Object.keys(settings).find((key) => !known.includes(key));
	if (unknown === undefined) return;
	const near = nearest(unknown, known);
	throw new UserError(`Experiment "${name}" has an unknown setting "${within}${unknown}"`, {
		hint: near === undefined ? instead : `Did you mean "${near}"?`,
	});
}

export function checkQuestion(question: unknown, name: string): string {
	if (typeof question === "string") return question;
	throw settingError(name, "question", question, "Give a text: it is the caption of the table.");
}

export function checkRegime(regime: unknown, name: string): Regime {
	if (isObject(regime) && regime.kind === "single") return single();
	if (isObject(regime) && regime.kind === "batch") return batch(regime.size as number);
	throw settingError(name, "regime", regime, "Give single() or batch(100), both from editbench.");
}

const ways = ["exact", "reference"];
const scorings = [...ways, "both"];

export function checkFidelity(fidelity: unknown, name: string): FidelitySettings {
	const hint =
		'Give "exact", "reference", "both", or { edit, score } of which "edit" is "exact" or "reference", and "score" these or "both".';
	if (isObject(fidelity)) checkKeys(name, fidelity, ["edit", "score"], "fidelity.");
	const isRight = isObject(fidelity)
		? ways.includes(fidelity.edit as string) && scorings.includes(fidelity.score as string)
		: scorings.includes(fidelity as string);
	if (isRight) return resolveFidelity(fidelity as FidelitySettings);
	throw settingError(name, "fidelity", fidelity, hint);
}

export function checkAggregation(aggregation: unknown, name: string): Aggregation {
	const found = aggregations.find((one) => one === aggregation);
	if (found !== undefined) return found;
	const known = aggregations.map((one) => `"${one}"`).join(" or ");
	throw settingError(name, "aggregation", aggregation, `Give ${known}.`);
}

/** An answer that is neither true nor false is a forgotten `return`, or a promise, and would take cells out or in. */
export function checkExclude(exclude: unknown, name: string): (cell: CellKey) => boolean {
	const hint = 'Give a function of a cell: exclude: ({ editor, dataset }) => editor === "ROME".';
	if (typeof exclude !== "function") throw settingError(name, "exclude", exclude, hint);
	return (cell) => {
		const answer: unknown = exclude(cell);
		if (typeof answer === "boolean") return answer;
		throw new UserError(`Experiment "${name}": "exclude" answered ${shown(answer)} for ${shown(cell)}`, {
			hint: "It must answer true, to take the cell out of the grid, or false.",
		});
	};
}

export function checkPublished(published: unknown, name: string): readonly PublishedTable[] {
	const hint =
		"Give a list of { source, model, rows }, rows by dataset, editor and metric: see docs/reports.md.";
	if (!Array.isArray(published)) throw settingError(name, "published", published, hint);
	for (const [at, table] of published.entries()) {
		const isTable =
			isObject(table) &&
			typeof table.source === "string" &&
			typeof table.model === "string" &&
			isRows(table.rows);
		if (!isTable) throw settingError(name, `published[${at}]`, table, hint);
	}
	return published as readonly PublishedTable[];
}

/** Dataset → editor → metric → number. */
const isRows = (rows: unknown, depth = 3): boolean =>
	depth === 0
		? Number.isFinite(rows)
		: isObject(rows) && Object.values(rows).every((row) => isRows(row, depth - 1));
