import type { EditableModel, KnowEditRecord } from "editbench";
import { ice } from "editbench/editors";
import { tf } from "#engine/tf";
import { stepGradients } from "../../../editors/_shared/lanes/step-gradients.ts";
import { requestText } from "../../../editors/_shared/request-text.ts";
import { sentenceIds } from "../../../editors/_shared/target-ids.ts";
import { type CompletedRow, completedRow } from "../../../editors/ice/completed-row.ts";
import type { IceParams } from "../../../editors/ice/params.ts";
import { conditioned, type Feed } from "../../../editors/ice/prefixes.ts";
import { targetAndCompletion } from "../../../editors/ice/target-and-completion.ts";
import { alternate, seconds } from "../alternate.ts";
import { differenceNote } from "../difference.ts";
import { backwardFlops, forwardFlops } from "../flops.ts";
import type { Line } from "../line.ts";
import type { Section, Setting } from "../setting.ts";
import { shareOfRate, sizesOf } from "../shares.ts";

const STEP = "one step of ICE, forward and backward";
/** Edits of the step whose rows fill the machine. */
const LANES = 8;

const INSTRUCTION = "Remember this fact: ";
/** Where the three tokens come from that stand for a sample. */
const COMPLETION = " and so on";

/** Loss and gradients of a step of ICE, the sample given: two passes a record, and back to five matrices. */
export const step: Section = async (setting) => {
	const records = await setting.recordsOf(LANES);
	const lanes = await Promise.all(records.map((record) => laneOf(setting, record)));
	const first = lanes.slice(0, 1);
	const one = await compared(setting, first[0]!);
	const samples = await alternate(setting.rounds, {
		ours: () => seconds(() => differentiate(setting, lanes)),
	});
	const all: Line = { what: `${STEP}, ${LANES} lanes`, unit: "s", samples };
	for (const { weights } of lanes) tf.dispose([...weights.values()]);
	return [
		one,
		all,
		...shareOfRate(setting, one, stepFlops(setting, first)),
		...shareOfRate(setting, all, stepFlops(setting, lanes)),
	];
};

/** One lane, by turns with PyTorch. */
async function compared(setting: Setting, lane: StepLane): Promise<Line> {
	const { yardstick, rounds } = setting;
	let [mine, theirs]: [number[], number[]] = [[], []];
	const work = async () => {
		mine = await differentiate(setting, [lane]);
	};
	const ask = (task: string) => async () => {
		const request = { ...lane.row, layers: iceParams(setting).layers };
		const { seconds, result } = await yardstick!.ask<{ loss: number; norm: number }>(task, request);
		theirs = [result.loss, result.norm];
		return seconds;
	};
	const samples = await alternate(rounds, {
		ours: () => seconds(work),
		...(yardstick && { public: ask("step"), tuned: ask("step_tuned") }),
	});
	return { what: STEP, unit: "s", samples, ...differenceNote("loss and gradient", mine, theirs) };
}

/** A record, what a step of it feeds, and the matrices that it trains. */
interface StepLane {
	readonly feed: Feed;
	readonly row: CompletedRow;
	/** Copies of its own. */
	readonly weights: ReadonlyMap<string, tf.Tensor>;
}

async function laneOf(setting: Setting, record: KnowEditRecord): Promise<StepLane> {
	const { model } = setting.ours;
	const { tokenizer } = model;
	const text = requestText(record, "exact");
	const sentence = sentenceIds(tokenizer, text, "exact");
	const feed: Feed = {
		tokenizer,
		fidelity: "exact",
		sentences: [`${text.prompt}${text.target}. `],
		...text,
		sentence: sentence.ids,
		targetLength: sentence.ids.length - sentence.start,
	};
	const [prefix] = conditioned(feed, [INSTRUCTION]).ids;
	const copies = iceParams(setting).layers!.map(async (layer) => {
		const { weight } = model.mlpOutput(layer);
		const { shape } = model.weight(weight);
		const data = (await model.weight(weight).data()) as Float32Array;
		return [weight, tf.tensor(data.slice(), shape)] as const;
	});
	const weights = new Map(await Promise.all(copies));
	return { feed, row: completedRow(feed, prefix!, completionOf(tokenizer)), weights };
}

const completionOf = (tokenizer: EditableModel["tokenizer"]) =>
	tokenizer.encode(COMPLETION, { specialTokens: false }).slice(0, 3);

const iceParams = ({ ours }: Setting) => ours.paramsOf(ice()[0]!) as IceParams;

/** @returns the sum of the losses, and the length of all gradients together */
async function differentiate(setting: Setting, lanes: readonly StepLane[]) {
	const { model } = setting.ours;
	const params = iceParams(setting);
	const given = lanes.map(({ feed, weights }) => ({
		weights,
		objective: targetAndCompletion(model, feed, params, {
			instructions: () => [INSTRUCTION],
			completions: async () => [completionOf(model.tokenizer)],
		}),
	}));
	const results = await stepGradients(model, given, 0);
	const gradients = results.flatMap((result) => [...result.gradients.values()]);
	const squares = tf.tidy(() => tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))))); // []
	const [sum] = await squares.data();
	tf.dispose([squares, ...gradients]);
	return [results.reduce((total, { loss }) => total + loss, 0), Math.sqrt(sum!)];
}

/** Operations on the tokens that are fed, those of a row with context and without. */
function stepFlops(setting: Setting, lanes: readonly StepLane[]): number {
	const sum = (of: (row: CompletedRow) => number) => lanes.reduce((total, { row }) => total + of(row), 0);
	const tokens = sum(({ withContext, plain }) => withContext.length + plain.length);
	const logits = sum(({ target, completion }) => 2 * (target.length + completion.length));
	const sizes = sizesOf(setting);
	return (
		forwardFlops(sizes, tokens, logits) + backwardFlops(sizes, tokens, logits, iceParams(setting).layers!)
	);
}
