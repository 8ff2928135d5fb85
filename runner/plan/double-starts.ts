import type { PlannedCell, ReadyCell } from "./plan.ts";

/**
 * Warnings of prompts that already hold the token which the model's tokenizer puts before every text, as those do that were
 * put through a chat template. The ids that are fed stay as transformers gives them: with the token twice.
 */
export function doubleStarts(cells: readonly PlannedCell[]): string[] {
	const told = new Map<string, string | undefined>();
	for (const { key, ready, records = 0 } of cells) {
		const pair = JSON.stringify([key.model, key.dataset]);
		if (ready !== undefined && !told.has(pair)) told.set(pair, warningOf(key, ready, records));
	}
	return [...told.values()].filter((warning) => warning !== undefined);
}

function warningOf(
	{ model, dataset }: PlannedCell["key"],
	{ model: { startToken }, dataset: { records } }: ReadyCell,
	wanted: number,
): string | undefined {
	if (!startToken) return undefined;
	const count = records.slice(0, wanted).filter((record) => startsWith(record, startToken)).length;
	if (count === 0) return undefined;
	const begin = `${count} of ${wanted} records ${count === 1 ? "has" : "have"} texts that begin with "${startToken}"`;
	return `${dataset}: ${begin}, which the tokenizer of ${model} puts before every text by itself, so that it is fed twice. Take it out of the texts.`;
}

/** What stands after a prompt, or names something: no text begins with it. */
const notFed = new Set(["id", "subject", "targetNew", "targetTrue", "answer"]);

/** Looks at every text of a record, whatever a dataset calls it. */
function startsWith(value: unknown, token: string): boolean {
	if (typeof value === "string") return value.trimStart().startsWith(token);
	if (typeof value !== "object" || value === null) return false;
	return Object.entries(value).some(([name, one]) => !notFed.has(name) && startsWith(one, token));
}
