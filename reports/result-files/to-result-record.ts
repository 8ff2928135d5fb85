import type { ProbeScores } from "#core/aggregate";
import type { Fidelity, Scoring } from "#core/fidelity";
import type { EditRecord, KnowEditRecord, ProbeGroups } from "#core/record";
import type {
	RequestedRewrite,
	ResultProbes,
	ResultRecord,
	ResultScores,
	TextRecord,
} from "./result-record.ts";

/** What one edit asked for. A record of KnowEdit's form fits as it is. */
export type EditRequest = Omit<EditRecord, "id"> &
	Partial<Pick<KnowEditRecord, "rephrase" | "portability" | "locality">>;

/** Scores of one model on one record, as fractions; keys as in `EditRequest`, without `_acc`. */
export interface EditScores {
	readonly rewrite: readonly number[];
	readonly rewritePerplexity?: readonly number[];
	readonly rephrase?: readonly number[];
	readonly portability?: ProbeScores;
	/** Absent before editing: it compares with that. */
	readonly locality?: ProbeScores;
	/** n-gram entropy in bits, not × 100. */
	readonly fluency?: number;
}

/** One edit and its scores. */
export interface ScoredEdit {
	readonly caseId: number | string;
	readonly request: EditRequest;
	readonly before: EditScores;
	readonly after: EditScores;
	/** Time the edit took. */
	readonly seconds?: number;
	/** How it was edited and scored: numbers of different settings are not comparable. */
	readonly fidelity?: { readonly edit: Fidelity; readonly score: Scoring };
}

/** A record as written: the tools' fields and our one more, which they ignore. */
export type WrittenRecord = ResultRecord & Pick<ScoredEdit, "fidelity">;

/** What the reference writes where a dataset gives no true answer. */
const noAnswer = "<|endoftext|>";

/**
 * One record of a result file. NaN is left out of the lists, as the reference leaves it out: it is no JSON.
 */
export function toResultRecord({
	caseId,
	request,
	before,
	after,
	seconds,
	fidelity,
}: ScoredEdit): WrittenRecord {
	return {
		pre: toScores(before),
		case_id: caseId,
		requested_rewrite: toRequest(request),
		...(seconds !== undefined && { time: seconds }),
		...(fidelity && { fidelity }),
		post: toScores(after),
	};
}

/** One record of a text file. @param text prompt and continuation, as decoded */
export function toTextRecord(request: EditRequest, text: string): TextRecord {
	return {
		prompt: [request.prompt],
		target_new: request.targetNew,
		ground_truth: request.targetTrue ?? noAnswer,
		generation_sentence: [text],
	};
}

function toScores({
	rewrite,
	rewritePerplexity,
	rephrase,
	portability,
	locality,
	fluency,
}: EditScores): ResultScores {
	return {
		...(rewritePerplexity && { rewrite_ppl: finite(rewritePerplexity) }),
		rewrite_acc: finite(rewrite),
		...(rephrase && { rephrase_acc: finite(rephrase) }),
		...(locality && { locality: withSuffix(locality) }),
		portability: withSuffix(portability ?? {}),
		...(fluency !== undefined && Number.isFinite(fluency) && { fluency: { ngram_entropy: fluency } }),
	};
}

function toRequest(request: EditRequest): RequestedRewrite {
	return {
		prompt: request.prompt,
		target_new: request.targetNew,
		ground_truth: request.targetTrue ?? noAnswer,
		...(request.rephrase !== undefined && { rephrase_prompt: request.rephrase }),
		portability: toProbes(request.portability ?? {}),
		locality: toProbes(request.locality ?? {}),
		subject: request.subject,
		...(request.context && { context: request.context }),
	};
}

const toProbes = (groups: ProbeGroups): ResultProbes =>
	mapValues(groups, (probes) => ({
		prompt: probes.map(({ prompt }) => prompt),
		ground_truth: probes.map(({ answer }) => answer),
	}));

const withSuffix = (scores: ProbeScores): ProbeScores =>
	Object.fromEntries(Object.entries(scores).map(([key, values]) => [`${key}_acc`, finite(values)]));

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

const mapValues = <V, W>(record: Readonly<Record<string, V>>, to: (value: V) => W): Record<string, W> =>
	Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
