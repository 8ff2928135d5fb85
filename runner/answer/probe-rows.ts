import type { EditableModel } from "#core/editable-model";
import { continuedIds, type FedIds } from "#core/fed-ids";
import type { Scoring } from "#core/fidelity";
import type { Probe } from "#core/record";
import type { TokenRow } from "./token-row.ts";

/**
 * The rows of one ask's probes. A probe is fed as prompt, join and answer.
 *
 * `exact`: each probe as if it stood by itself; the answer's outer blanks and those at the prompt's end are left out. The
 * answer's tokens are those that reach beyond the prompt: see `FedIds`.
 *
 * `reference-left`, `reference-right`: the public code pads all probes of an ask to the longest with end-of-text
 * (id = EOS), gives no position ids, and reads the answer at n + (number of pad tokens), n being the number of the prompt's own tokens,
 * whatever the side:
 *
 *     left    positions are counted from the padding: rows are shifted by their pad tokens. Only learned positions,
 *             such as GPT-2's, make a difference of it. The padding itself is masked, so it need not be fed.
 *     right   every row but the longest is read too late by its pad tokens, partly or wholly at the padding, and what
 *             counts as its answer there is end-of-text.
 */
export function probeRows(
	model: EditableModel,
	{ probes, join }: { readonly probes: readonly Probe[]; readonly join: string },
	scoring: Scoring,
): TokenRow[] {
	const sequences = probes.map((probe) => tokenize(model, probe, join, scoring));
	const longest = Math.max(0, ...sequences.map(({ ids }) => ids.length));
	return sequences.map(({ ids, start }) => {
		const padding = longest - ids.length;
		if (scoring !== "reference-right") {
			return readFrom(start, ids, ids.length, scoring === "exact" ? 0 : padding);
		}
		const padded = [...ids, ...new Array<number>(padding).fill(model.tokenizer.eosId)];
		return readFrom(start + padding, padded, ids.length, 0);
	});
}

function tokenize(model: EditableModel, { prompt, answer }: Probe, join: string, scoring: Scoring): FedIds {
	const framed = model.frame(prompt);
	const isExact = scoring === "exact";
	const [before, after] = isExact ? [framed.trimEnd(), answer.trim()] : [framed, answer];
	return continuedIds(
		model.tokenizer,
		before,
		after === "" ? "" : join + after,
		isExact ? "exact" : "reference",
	);
}

/** Reads every token from `start` on at the column before it; a sequence's first token has none. */
function readFrom(start: number, ids: readonly number[], real: number, firstPosition: number): TokenRow {
	const from = Math.max(1, start);
	const readings = ids.slice(from).map((target, i) => ({ column: from + i - 1, target }));
	return { ids, real, firstPosition, readings };
}
