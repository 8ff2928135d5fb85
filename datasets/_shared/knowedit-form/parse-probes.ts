import { describeValue } from "#core/describe-value";
import type { Probe, ProbeGroups } from "#core/record";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { checkText } from "./check-text.ts";
import { firstAnswer } from "./first-answer.ts";
import { groupNamed, groupNames, type Section } from "./groups.ts";
import { type Note, rules } from "./rules.ts";

/** One probe as a file has it. */
interface RawProbe {
	readonly field: string;
	readonly prompt: unknown;
	readonly answer: unknown;
}

/**
 * Reads `portability` or `locality` of a record. Groups come in the order of {@link groupNames} whatever the file's;
 * a group without probes is absent, a probe without an answer is skipped and noted.
 */
export function parseProbes(record: JsonObject, section: Section, note: Note): ProbeGroups {
	const value = record[section] ?? {};
	const isEmptyList = Array.isArray(value) && value.length === 0;
	if (!isJsonObject(value) && !isEmptyList) {
		note(rules.unreadable, section, `got ${describeValue(value)}, want an object of lists of probes`);
		return {};
	}
	const found = new Map<string, Probe[]>();
	for (const [key, content] of Object.entries(value)) {
		const name = groupNamed(section, key);
		if (name === undefined) noteUnknown(section, key, note);
		else found.set(name, [...(found.get(name) ?? []), ...parseGroup(content, `${section}.${key}`, note)]);
	}
	const groups = groupNames[section].flatMap((name) => {
		const probes = found.get(name) ?? [];
		return probes.length === 0 ? [] : [[name, probes] as const];
	});
	if (groups.length === 0) noteEmpty(section, record[section], note);
	return Object.fromEntries(groups);
}

function parseGroup(content: unknown, field: string, note: Note): Probe[] {
	const raw = rawProbes(content, field);
	if (raw === undefined) {
		note(rules.unreadable, field, `got ${describeValue(content)}, want a list of { prompt, ground_truth }`);
		return [];
	}
	if (raw.length === 0) note(rules.emptyGroup, field, `got ${describeValue(content)}`);
	noteRepeated(raw, note);
	return raw.flatMap((probe) => parseProbe(probe, note) ?? []);
}

/**
 * Data files hold a list of `{ prompt, ground_truth }`; requests and result files of the reference implementation
 * hold one object of two parallel lists, or of two strings.
 */
function rawProbes(content: unknown, field: string): RawProbe[] | undefined {
	if (content === null) return [];
	if (Array.isArray(content)) {
		if (!content.every(isJsonObject)) return undefined;
		return content.map((probe, i) => ({
			field: `${field}[${i}]`,
			prompt: probe.prompt,
			answer: probe.ground_truth,
		}));
	}
	if (!isJsonObject(content) || !("prompt" in content)) return undefined;
	const [prompts, answers] = [[content.prompt].flat(), [content.ground_truth].flat()];
	if (prompts.length !== answers.length) return undefined;
	return prompts.map((prompt, i) => ({ field: `${field}[${i}]`, prompt, answer: answers[i] }));
}

function parseProbe({ field, prompt, answer }: RawProbe, note: Note): Probe | undefined {
	if (typeof prompt !== "string" || prompt.trim() === "") {
		note(rules.unreadable, `${field}.prompt`, `got ${describeValue(prompt)}, want a text`);
		return undefined;
	}
	const text = firstAnswer(answer);
	if (text === undefined) {
		note(rules.probeWithoutAnswer, `${field}.ground_truth`, whyNoAnswer(answer));
		return undefined;
	}
	checkText(prompt, `${field}.prompt`, note);
	checkText(text, `${field}.ground_truth`, note);
	return { prompt, answer: text };
}

function whyNoAnswer(answer: unknown): string {
	const hasLaterText = [answer]
		.flat(Number.POSITIVE_INFINITY)
		.some((one) => typeof one === "string" && one.trim() !== "");
	if (hasLaterText) return `the first of ${describeValue(answer)} is empty; the reference reads no other`;
	return `got ${JSON.stringify(answer) ?? "nothing"}, want a text`;
}

/** Compares answers as written, all aliases included, so that skipped probes count too. */
function noteRepeated(probes: readonly RawProbe[], note: Note): void {
	const seen = new Map<unknown, string[]>();
	for (const { field, prompt, answer } of probes) {
		const earlier = seen.get(prompt) ?? [];
		const written = JSON.stringify(answer) ?? "";
		if (earlier.length > 0) {
			const rule = earlier.includes(written) ? rules.probeRepeated : rules.promptRepeated;
			note(rule, `${field}.prompt`, `${describeValue(prompt)} stands in the group before`);
		}
		seen.set(prompt, [...earlier, written]);
	}
}

function noteUnknown(section: Section, key: string, note: Note): void {
	note(rules.unknownGroup, `${section}.${key}`, `want one of ${groupNames[section].join(", ")}`);
}

function noteEmpty(section: Section, value: unknown, note: Note): void {
	const rule = section === "portability" ? rules.noPortability : rules.noLocality;
	const isFilled = isJsonObject(value) && Object.keys(value).length > 0;
	note(rule, section, isFilled ? "every group is empty or was skipped" : `got ${describeValue(value)}`);
}
