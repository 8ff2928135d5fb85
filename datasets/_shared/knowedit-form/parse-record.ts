import { describeValue } from "#core/describe-value";
import type { KnowEditRecord } from "#core/record";
import type { JsonObject } from "../json-object.ts";
import { checkText } from "./check-text.ts";
import { firstAnswer } from "./first-answer.ts";
import { parseProbes } from "./parse-probes.ts";
import { type Note, rules } from "./rules.ts";

/** Field names: KnowEdit's own first, WikiBio's second. */
const spellings = {
	subject: ["subject", "concept"],
	prompt: ["prompt", "text"],
	targetNew: ["target_new", "labels"],
} as const;

/** Reads one record. @returns `undefined`, with an error noted, where a text that every edit needs is missing */
export function parseRecord(raw: JsonObject, id: string, note: Note): KnowEditRecord | undefined {
	const subject = requiredText(raw, spellings.subject, note);
	const prompt = requiredText(raw, spellings.prompt, note);
	const targetNew = requiredText(raw, spellings.targetNew, note);
	const targetTrue = parseTruth(raw.ground_truth, note);
	const rephrase = parseRephrase(raw.rephrase_prompt, note);
	const context = parseContext(raw.context, note);
	const portability = parseProbes(raw, "portability", note);
	const locality = parseProbes(raw, "locality", note);
	if (subject === undefined || prompt === undefined || targetNew === undefined) return undefined;
	checkFact({ subject, prompt, targetNew, targetTrue }, raw, note);
	return {
		id,
		subject,
		prompt,
		targetNew,
		...(targetTrue !== undefined && { targetTrue }),
		...(rephrase !== undefined && { rephrase }),
		...(context !== undefined && { context }),
		portability,
		locality,
	};
}

function requiredText(raw: JsonObject, names: readonly string[], note: Note): string | undefined {
	const name = spelling(raw, names);
	const value = raw[name];
	if (typeof value === "string" && value.trim() !== "") {
		checkText(value, name, note);
		return value;
	}
	const alternatives = names.map((one) => JSON.stringify(one)).join(" or ");
	const got = value === undefined ? `nothing among ${describeValue(raw)}` : describeValue(value);
	note(rules.unreadable, name, `got ${got}, want a text under ${alternatives}`);
	return undefined;
}

const spelling = (raw: JsonObject, names: readonly string[]) =>
	names.find((name) => name in raw) ?? names[0]!;

function parseTruth(value: unknown, note: Note): string | undefined {
	const truth = firstAnswer(value);
	if (truth === undefined) note(rules.noTruth, "ground_truth", `got ${describeValue(value)}`);
	else checkText(truth, "ground_truth", note);
	return truth;
}

function parseRephrase(value: unknown, note: Note): string | undefined {
	if (value === undefined || value === null || value === "") return undefined;
	const text = firstAnswer(value);
	if (text === undefined)
		note(rules.unreadable, "rephrase_prompt", `got ${describeValue(value)}, want a text`);
	else checkText(text, "rephrase_prompt", note);
	return text;
}

/** A list of sentences or a single one. Sentences without text stay: each is a row of ICE's batch in the reference too. */
function parseContext(value: unknown, note: Note): readonly string[] | undefined {
	if (value === undefined || value === null || value === "") return undefined;
	const sentences: unknown[] = Array.isArray(value) ? value : [value];
	if (sentences.length === 0) return undefined;
	const wrong = sentences.findIndex((sentence) => typeof sentence !== "string");
	if (wrong !== -1) {
		note(rules.unreadable, `context[${wrong}]`, `got ${describeValue(sentences[wrong])}, want a text`);
		return undefined;
	}
	for (const [i, sentence] of (sentences as string[]).entries()) {
		if (sentence.trim() === "") note(rules.blankContext, `context[${i}]`, `got ${describeValue(sentence)}`);
	}
	return sentences as string[];
}

type Fact = Pick<KnowEditRecord, "subject" | "prompt" | "targetNew"> & { targetTrue: string | undefined };

function checkFact({ subject, prompt, targetNew, targetTrue }: Fact, raw: JsonObject, note: Note): void {
	if (!prompt.includes(subject)) {
		const message = `${describeValue(subject)} does not occur in ${describeValue(prompt)}; ROME and MEMIT cannot edit it`;
		note(rules.subjectNotInPrompt, spelling(raw, spellings.subject), message);
	}
	if (targetTrue?.trim() === targetNew.trim()) {
		note(rules.targetIsTruth, spelling(raw, spellings.targetNew), `both are ${describeValue(targetNew)}`);
	}
}
