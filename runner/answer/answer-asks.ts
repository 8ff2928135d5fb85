import type {
	Answer,
	AnswerMap,
	Ask,
	AskMap,
	GenerateAsk,
	LogProbsAsk,
	ProbeAnswer,
	TeacherForcedAsk,
} from "#core/ask";
import type { EditableModel } from "#core/editable-model";
import type { Scoring } from "#core/fidelity";
import type { Random } from "#engine/rng";
import { generateTexts } from "./generate-texts.ts";
import { probeRows } from "./probe-rows.ts";
import { readRows } from "./read-rows.ts";
import { textRow, toTextLogProbs } from "./text-rows.ts";
import type { Found, TokenRow } from "./token-row.ts";

export interface AnswerOptions {
	readonly scorings: readonly Scoring[];
	/** The streams of one record; texts draw from `random("generate", prompt)`. */
	readonly random: (purpose: string, ...key: readonly (string | number)[]) => Random;
}

type Named<A extends Ask> = readonly [name: string, ask: A];
type OfKind<Kind extends Ask["kind"]> = Extract<Ask, { readonly kind: Kind }>;

/**
 * Asks a model everything about one record: one batch of generation, and few forward passes for all probes and texts
 * under all scorings together. Prompts go through `model.frame`. Texts and log-probabilities do not depend on the
 * scoring and are shared.
 *
 * @returns by scoring, answers in the order of `asks`
 */
export async function answerAsks(
	model: EditableModel,
	asks: AskMap,
	{ scorings, random }: AnswerOptions,
): Promise<Partial<Record<Scoring, AnswerMap>>> {
	const named = Object.entries(asks);
	const written = await writeTexts(model, ofKind(named, "generate"), (prompt) => random("generate", prompt));
	const scored = scoreTokens(model, named, scorings);
	const found = await readRows(
		model,
		scored.flatMap(({ rows }) => rows),
	);
	const answers = new Map<Scoring, Map<string, Answer>>(
		scorings.map((scoring) => [scoring, new Map(written)]),
	);
	let next = 0;
	for (const { name, rows, scoring, toAnswer } of scored) {
		const answer = toAnswer(found.slice(next, next + rows.length));
		next += rows.length;
		for (const one of scoring === undefined ? scorings : [scoring]) answers.get(one)!.set(name, answer);
	}
	return Object.fromEntries(scorings.map((scoring) => [scoring, inOrder(named, answers.get(scoring)!)]));
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
	named: readonly Named<Ask>[],
	scorings: readonly Scoring[],
): Scored[] {
	const texts = ofKind(named, "logProbs").map(([name, ask]) => scoreText(model, name, ask));
	const probes = ofKind(named, "teacherForced").flatMap(([name, ask]) =>
		scorings.map((scoring) => scoreProbes(model, name, ask, scoring)),
	);
	return [...texts, ...probes];
}

const scoreText = (model: EditableModel, name: string, ask: LogProbsAsk): Scored => ({
	name,
	rows: [textRow(model, ask)],
	toAnswer: ([found]) => toTextLogProbs(model, ask, found!),
});

function scoreProbes(
	model: EditableModel,
	name: string,
	{ probes }: TeacherForcedAsk,
	scoring: Scoring,
): Scored {
	const rows = probeRows(model, probes, scoring);
	const toAnswer = (found: readonly Found[][]) => rows.map((row, i) => toProbeAnswer(row, found[i]!));
	return { name, rows, scoring, toAnswer };
}

const toProbeAnswer = ({ readings }: TokenRow, found: readonly Found[]): ProbeAnswer => ({
	target: readings.map(({ target }) => target),
	predicted: found.map(({ predicted }) => predicted),
	logProbs: found.map(({ logProb }) => logProb),
});

async function writeTexts(
	model: EditableModel,
	named: readonly Named<GenerateAsk>[],
	random: (prompt: string) => Random,
): Promise<[string, Answer][]> {
	const asks = named.map(([, ask]) => ask);
	const texts = asks.length === 0 ? [] : await generateTexts(model, asks, random);
	return named.map(([name], i) => [name, texts[i]!]);
}

const ofKind = <Kind extends Ask["kind"]>(named: readonly Named<Ask>[], kind: Kind) =>
	named.filter((one): one is Named<OfKind<Kind>> => one[1].kind === kind);

const inOrder = (named: readonly Named<Ask>[], answers: ReadonlyMap<string, Answer>): AnswerMap =>
	Object.fromEntries(named.map(([name]) => [name, answers.get(name)!]));
