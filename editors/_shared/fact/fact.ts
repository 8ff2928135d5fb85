import { BLANK } from "#core/join";
import type { EditRecord } from "#core/record";
import { SkipRecord } from "#core/skip-record";
import { requestText } from "../request-text.ts";
import { targetIds } from "../target-ids.ts";
import type { Reading } from "./reading.ts";
import { type SplitPrompt, splitAtSubject } from "./split-at-subject.ts";

/** A request as methods that locate a fact at its subject see it. */
export interface Fact {
	readonly prompt: SplitPrompt;
	/** What should follow: at least one. */
	readonly target: readonly number[];
	/** Its text, with what stands between the prompt and it. */
	readonly targetText: string;
}

/**
 * `blank`, `reference` only: whether the join, a blank, is put before a target that begins with one (ROME does, MEMIT does not).
 */
export interface FactOptions {
	readonly blank: "always" | "where-absent";
}

/**
 * Reads a request. `exact`: the target's ids are those of the sentence that reach beyond the prompt. `reference`: those
 * of the target alone, without the BOS that the tokenizer adds.
 *
 * @throws SkipRecord where the subject is not in the prompt, or the target has no token
 */
export function readFact(reading: Reading, record: EditRecord, options: FactOptions): Fact {
	try {
		return read(reading, record, options);
	} catch (error) {
		if (error instanceof SkipRecord) throw new SkipRecord(error.message, record.id);
		throw error;
	}
}

function read(reading: Reading, record: EditRecord, { blank }: FactOptions): Fact {
	const { tokenizer, fidelity } = reading;
	const text = requestText(record, fidelity);
	const prompt = splitAtSubject(text.prompt, record.subject, fidelity);
	const targetText = text.target;
	if (fidelity === "exact") return { prompt, target: targetIds(tokenizer, text, fidelity), targetText };
	const hasBlank = blank === "where-absent" && record.targetNew.startsWith(record.join ?? BLANK);
	const ids = tokenizer.encode(hasBlank ? record.targetNew : text.target);
	return { prompt, target: ids[0] === tokenizer.bosId ? ids.slice(1) : ids, targetText };
}
