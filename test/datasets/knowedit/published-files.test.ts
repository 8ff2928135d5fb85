import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { DataFinding, DataRule } from "#core/data-report";
import type { KnowEditRecord, ProbeGroups } from "#core/record";
import { type ParsedRecords, parseRecords } from "../../../datasets/_shared/knowedit-form/parse-records.ts";
import { rules } from "../../../datasets/_shared/knowedit-form/rules.ts";
import { absent, parsePublished, readPublished } from "./published.ts";

const all = suite("KnowEdit as published");
const test = (title: string, run: () => void) =>
	absent === undefined ? all(title, run) : all.skip(title, run);
if (absent !== undefined) console.log(`skipped: ${absent}`);

const of = ({ report }: ParsedRecords, { title }: DataRule): DataFinding[] =>
	report.findings.filter(({ rule }) => rule === title);

test("ZsRE: 1304 records, of which three name a subject that is not in the prompt", () => {
	const parsed = parsePublished("ZsRE-test-all.json", "zsre");
	const { report, records } = parsed;
	assert.equal([report.total, report.usable], [1304, 1304]);
	assert.equal(
		of(parsed, rules.subjectNotInPrompt).map(({ index, field }) => `${index} ${field}`),
		["396 subject", "597 subject", "676 subject"],
	);
	assert.is(of(parsed, rules.targetIsTruth).length, 43);
	assert.is(of(parsed, rules.outerSpace).filter(({ field }) => field === "target_new").length, 10);
	assert.ok(records.every(({ rephrase, targetTrue }) => rephrase !== undefined && targetTrue !== undefined));
	assert.ok(records.every(({ locality }) => locality.Relation_Specificity?.length === 2));
	assert.ok(records.every(({ portability }) => Object.values(portability).flat().length === 1));
	assert.is(report.findings.filter(({ severity }) => severity === "error").length, 0);
});

test("wiki_counterfact: 885 records with the quirks that are known of it", () => {
	const parsed = parsePublished("wiki_counterfact-test_cf.json", "wiki_counterfact");
	const { report } = parsed;
	assert.equal([report.total, report.usable], [885, 885]);
	const skipped = of(parsed, rules.probeWithoutAnswer);
	assert.is(skipped.filter(({ message }) => message === "got [[]], want a text").length, 27);
	assert.equal(
		skipped.filter(({ message }) => /the reference reads no other/.test(message)).map(({ index }) => index),
		[43],
	);
	assert.is(skipped.length, 28);
	assert.is(
		of(parsed, rules.emptyGroup).filter(({ field }) => field.endsWith("Logical_Generalization")).length,
		28,
	);
	const isEmpty = ({ message }: DataFinding) => message === "got an empty object";
	assert.is(of(parsed, rules.noPortability).filter(isEmpty).length, 75);
	assert.is(of(parsed, rules.noLocality).filter(isEmpty).length, 46);
	assert.is(of(parsed, rules.promptRepeated).length + of(parsed, rules.probeRepeated).length, 583);
	assert.is(report.counts["records with non-ASCII text"], 623);
});

test("wiki_counterfact, train: 1428 records, 11 of them exact duplicates, kept", () => {
	const parsed = parsePublished("wiki_counterfact-train_cf.json", "wiki_counterfact");
	assert.is(parsed.records.length, 1428);
	assert.is(of(parsed, rules.duplicate).length, 11);
	assert.equal(
		of(parsed, rules.noTruth).map(({ message }) => message),
		['got ""'],
	);
	assert.equal(
		of(parsed, rules.probeWithoutAnswer).map(({ message }) => message),
		['got "", want a text', 'got "", want a text'],
	);
	assert.is(new Set(parsed.records.map(({ id }) => id)).size, 1428);
});

test("wiki_recent, train: 570 records without a true answer", () => {
	const parsed = parsePublished("wiki_recent-recent_train.json", "wiki_recent");
	assert.is(parsed.records.length, 570);
	assert.is(of(parsed, rules.noTruth).length, 570);
	const isEmpty = ({ message }: DataFinding) => message === "got an empty object";
	assert.is(of(parsed, rules.noPortability).filter(isEmpty).length, 466);
	assert.is(of(parsed, rules.noLocality).filter(isEmpty).length, 155);
});

test("WikiBio: 306 records under other keys, 68 prompts ending in a blank", () => {
	const parsed = parsePublished("WikiBio-wikibio-test-all.json", "wikibio");
	assert.is(parsed.records.length, 306);
	assert.ok(parsed.records.every(({ portability }) => Object.keys(portability).length === 0));
	assert.ok(parsed.records.every(({ locality }) => Object.keys(locality).join() === "Relation_Specificity"));
	assert.is(of(parsed, rules.outerSpace).filter(({ field }) => field === "text").length, 68);
	assert.equal(of(parsed, rules.subjectNotInPrompt), []);
});

interface Run {
	readonly requested_rewrite: Readonly<Record<"subject" | "prompt" | "target_new", string>> &
		Readonly<Record<"portability" | "locality", Groups>>;
	readonly post: Readonly<Record<"portability" | "locality", Readonly<Record<string, number[]>>>>;
}
type Groups = Readonly<Record<string, { readonly prompt: string[]; readonly ground_truth: string[] }>>;

const runs = () =>
	["0-295", "295-590", "590-885"].flatMap(
		(slice) => readPublished(`reference-runs/knb_llama2-7b-chat_wiki_counterfact_${slice}.json`) as Run[],
	);

/** Probes as the reference's requests hold them; groups without probes are left out, as records leave them out. */
const flattened = (groups: ProbeGroups): Groups =>
	Object.fromEntries(
		Object.entries(groups).map(([name, probes]) => [
			name,
			{ prompt: probes.map(({ prompt }) => prompt), ground_truth: probes.map(({ answer }) => answer) },
		]),
	);
const filled = (groups: Groups): Groups =>
	Object.fromEntries(Object.entries(groups).filter(([, { prompt }]) => prompt.length > 0));

test("wiki_counterfact flattens to exactly the 885 requests of a public run of the reference implementation", () => {
	const { records } = parsePublished("wiki_counterfact-test_cf.json", "wiki_counterfact");
	const requests = runs().map(({ requested_rewrite }) => requested_rewrite);
	assert.is(requests.length, 885);
	for (const [i, request] of requests.entries()) {
		const { subject, prompt, targetNew, portability, locality } = records[i]!;
		assert.equal(
			[subject, prompt, targetNew],
			[request.subject, request.prompt, request.target_new],
			`record ${i}`,
		);
		assert.equal(flattened(portability), filled(request.portability), `portability of record ${i}`);
		assert.equal(flattened(locality), filled(request.locality), `locality of record ${i}`);
	}
});

test("wiki_counterfact has as many probes in each group as that run scored", () => {
	const { records } = parsePublished("wiki_counterfact-test_cf.json", "wiki_counterfact");
	const counts = (groups: ProbeGroups) =>
		Object.fromEntries(Object.entries(groups).map(([name, probes]) => [`${name}_acc`, probes.length]));
	const scored = (groups: Readonly<Record<string, number[]>>) =>
		Object.fromEntries(
			Object.entries(groups).flatMap(([name, scores]) =>
				scores.length === 0 ? [] : [[name, scores.length]],
			),
		);
	for (const [i, { post }] of runs().entries()) {
		assert.equal(counts(records[i]!.portability), scored(post.portability), `portability of record ${i}`);
		assert.equal(counts(records[i]!.locality), scored(post.locality), `locality of record ${i}`);
	}
});

test("ZsRE without the three records that ROME cannot edit is what a public run of gpt2-xl scored", () => {
	const { records } = parsePublished("ZsRE-test-all.json", "zsre");
	const isEditable = ({ prompt, subject }: KnowEditRecord) => prompt.includes(subject);
	const cleaned = records.filter(isEditable);
	type Pre = { pre: { locality: Record<string, number[][]>; portability: Record<string, number[]> } };
	const scored = readPublished("reference-runs/gpt2-xl_zsre_pre_edit.json") as Pre[];
	assert.is(cleaned.length, 1301);
	assert.is(scored.length, 1301);
	for (const [i, { pre }] of scored.entries()) {
		const { locality, portability } = cleaned[i]!;
		assert.equal(
			Object.keys(portability).map((name) => `${name}_acc`),
			Object.keys(pre.portability),
			`record ${i}`,
		);
		assert.is(locality.Relation_Specificity?.length, pre.locality.Relation_Specificity_output?.length);
	}
});

test("the golden records in the form of requests read as their sources in the data files", () => {
	const golden = readPublished("../golden/records.json") as (object & { source: string })[];
	const files = new Map(
		["wiki_counterfact-test_cf", "ZsRE-test-all"].map((name) => [
			name,
			parsePublished(`${name}.json`, "x").records,
		]),
	);
	for (const request of golden) {
		const [, name, index] = /^(.*)\[(\d+)\]$/.exec(request.source)!;
		const [record] = parseRecords([request], { where: "records.json", split: "x" }).records;
		const source = files.get(name!)![Number(index)]!;
		assert.equal({ ...record, id: "" }, { ...source, id: "" }, request.source);
	}
});

all.run();
