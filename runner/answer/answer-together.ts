import type { Answer, AnswerMap, Ask, AskMap, LogProbsAsk, ProbeAnswer, TeacherForcedAsk } from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import { BLANK } from "#core/join";
import { NotFinite } from "#core/not-finite";
import type { Random } from "#engine/rng";
import { generateTexts } from "./generate-texts.ts";
import { probeRows } from "./probe-rows.ts";
import { readRows } from "./read-rows.ts";
import { textRow, toTextLogProbs } from "./text-rows.ts";
import type { Found, TokenRow } from "./token-row.ts";

/** What is asked about one record. */
export interface AskedRecord {
	readonly asks: AskMap;
	/** The streams of the record; texts draw from `random("generate", prompt)`. */
	readonly random: (purpose: string, ...key: readonly (string | number)[]) => Random;
	/** What stands between a probe's prompt and its answer. @default a blank */
	readonly join?: string | undefined;
	/** Which of the view's lanes is asked; see `EditableModel.withLanes`. @default 0 */
	readonly lane?: number;
}

/** Answers by scoring, in the order of the asks. */
export type AnswersByScoring = Partial<Record<Scoring, AnswerMap>>;

/**
 * Asks a model everything about some records: one batch of generation, and few forward passes for all probes and texts
 * of all records under all scorings together. Prompts go through `model.frame`. Texts and log-probabilities do not
 * depend on the scoring and are shared.
 *
 * @param records in ascending order of their lanes
 * @returns one for each record
 * @throws NotFinite where logits that an answer is read from are not finite
 */
export async function answerTogether(
	model: EditableModel,
	records: readonly AskedRecord[],
	scorings: readonly Scoring[],
): Promise<AnswersByScoring[]> {
	const written = await writeTexts(model, records);
	const scored = records.map((record) => scoreTokens(model, record, scorings));
	const found = await readRows(
		model,
		scored.flatMap((ofRecord) => ofRecord.flatMap(({ rows }) => rows)),
	);
	let next = 0;
	return records.map(({ asks }, i) => {
		const answers = new Map<Scoring, Map<string, Answer>>(
			scorings.map((scoring) => [scoring, new Map(written[i])]),
		);
		for (const { name, rows, scoring, toAnswer } of scored[i]!) {
			const own = found.slice(next, next + rows.length);
			next += rows.length;
			if (own.flat().some(({ sound }) => !sound))
				throw new NotFinite(`logits that are not finite for "${name}"`);
			const answer = toAnswer(own);
			for (const one of scoring === undefined ? scorings : [scoring]) answers.get(one)!.set(name, answer);
		}
		const inOrder = (scoring: Scoring): AnswerMap =>
			Object.fromEntries(Object.keys(asks).map((name) => [name, answers.get(scoring)!.get(name)!]));
		return Object.fromEntries(scorings.map((scoring) => [scoring, inOrder(scoring)]));
	});
}

/** The rows that answer one ask, and how. */
interface Scored {
	readonly name: string;
	readonly rows: readonly TokenRow[];
	/** Absent where the answer is the same under all. */
	readonly scoring?: Scoring;
	readonly toAnswer: (found: readonly Found[][]) => Answer;
}

function scoreTokens(
	model: EditableModel,
	{ asks, join = BLANK, lane = 0 }: AskedRecord,
	scorings: readonly Scoring[],
): Scored[] {
	const texts = ofKind(asks, "logProbs").map(([name, ask]) => scoreText(model, name, ask));
	const probes = ofKind(asks, "teacherForced").flatMap(([name, ask]) =>
		scorings.map((scoring) => scoreProbes(model, name, { ...ask, join }, scoring)),
	);
	return [...texts, ...probes].map((one) => ({ ...one, rows: one.rows.map((row) => ({ ...row, lane })) }));
}

const scoreText = (model: EditableModel, name: string, ask: LogProbsAsk): Scored => ({
	name,
	rows: [textRow(model, ask)],
	toAnswer: ([found]) => toTextLogProbs(model, ask, found!),
});

function scoreProbes(
	model: EditableModel,
	name: string,
	asked: TeacherForcedAsk & { readonly join: string },
	scoring: Scoring,
): Scored {
	const rows = probeRows(model, asked, scoring);
	const toAnswer = (found: readonly Found[][]) => rows.map((row, i) => toProbeAnswer(row, found[i]!));
	return { name, rows, scoring, toAnswer };
}

const toProbeAnswer = ({ readings }: TokenRow, found: readonly Found[]): ProbeAnswer => ({
	target: readings.map(({ target }) => target),
	predicted: found.map(({ predicted }) => predicted),
	logProbs: found.map(({ logProb }) => logProb),
});

/** @returns the texts of each record, by their asks' names */
async function writeTexts(
	model: EditableModel,
	records: readonly AskedRecord[],
): Promise<[string, Answer][][]> {
	const named = records.map(({ asks }) => ofKind(asks, "generate"));
	const texts = await generateTexts(
		model,
		named.flatMap((ofRecord, i) => {
			const { random, lane = 0 } = records[i]!;
			return ofRecord.map(([, ask]) => ({ ask, random: random("generate", ask.prompt), lane }));
		}),
	);
	let next = 0;
	return named.map((ofRecord) => ofRecord.map(([name]) => [name, texts[next++]!]));
}

type OfKind<Kind extends Ask["kind"]> = Extract<Ask, { readonly kind: Kind }>;

const ofKind = <Kind extends Ask["kind"]>(asks: AskMap, kind: Kind): [string, OfKind<Kind>][] =>
	Object.entries(asks).filter((one): one is [string, OfKind<Kind>] => one[1].kind === kind);
