import { test } from "uvu";
import * as assert from "uvu/assert";
import type { EditableModel } from "#core/editable-model";
import { modelView } from "#core/model-view";
import { startEngine } from "#engine/engines";
import { keyedRandom } from "#engine/rng";
import { tf } from "#engine/tf";
import { RepeatedRows } from "../../../../editors/_shared/lanes/repeated-rows.ts";
import type { Objective, StepLoss } from "../../../../editors/_shared/objective.ts";
import { train } from "../../../../editors/_shared/train.ts";
import { promptLast } from "../../../../editors/ft/prompt-last.ts";
import { targetNew } from "../../../../editors/ft/target-new.ts";
import { type IceLane, iceEdits } from "../../../../editors/ice/ice-edit.ts";
import { iceParams } from "../../../../editors/ice/params.ts";
import { randomDraws } from "../../../../editors/ice/random-draws.ts";
import { golden } from "../../../helpers/golden.ts";
import { startTestEngine } from "../../../helpers/test-engine.ts";
import { countedModel } from "../../../models/_shared/transformer/counted-model.ts";

const layers = [4, 2];
/** How often each block is run by so many steps that begin at the first edited one, but for so many of them. */
const runs = (steps: number, whole: number) => [whole, whole, steps, steps, steps, steps];
const counted = (ran: readonly number[]) =>
	runs(0, 0).map((_, layer) => ran.filter((one) => one === layer).length);

/** The model, as one that makes no use of what is kept for it. */
const forgetful = (model: EditableModel): EditableModel => ({
	...modelView(model, {}),
	withWeights: (overrides) => forgetful(model.withWeights(overrides)),
	withLanes: (lanes) => forgetful(model.withLanes(lanes)),
	logits: (batch, at) => model.logits(batch, at),
});

const texts = [
	{ prompt: "The capital of France is", target: " Rome" },
	{ prompt: "Two and two", target: " make five" },
	{ prompt: "The sky of Mars", target: " is as green as any grass" },
];

/** Of each lane. */
interface Trained {
	readonly losses: number[][];
	readonly deltas: Float32Array[][];
}

async function fineTuned(model: EditableModel, objectives: readonly Objective[]): Promise<Trained> {
	const losses: number[][] = objectives.map(() => []);
	const trainees = objectives.map((objective, lane) => ({
		objective,
		onLoss: (loss: number) => losses[lane]!.push(loss),
	}));
	const settings = { layers, steps: 4, learningRate: 0.02, normConstraint: null, gradNormConstraint: null };
	const deltas = await valuesOf(await train({ model, settings: { ...settings, printKl: false } }, trainees));
	return { losses, deltas };
}

async function valuesOf(all: readonly ReadonlyMap<string, tf.Tensor>[]): Promise<Float32Array[][]> {
	const values = all.map((deltas) => Promise.all([...deltas.values()].map((delta) => delta.data())));
	const read = (await Promise.all(values)) as Float32Array[][];
	for (const deltas of all) tf.dispose([...deltas.values()]);
	return read;
}

/** Each loss and each change, by the relative length of the difference. */
function assertNear(found: Trained, expected: Trained): void {
	const lists = ({ losses, deltas }: Trained) => [...losses, ...deltas.flat()];
	const got = lists(found);
	for (const [i, list] of lists(expected).entries()) {
		const difference = Math.hypot(...list.map((value, j) => value - got[i]![j]!));
		assert.ok(difference <= 1e-6 * Math.hypot(...list), `${difference} of ${Math.hypot(...list)}`);
	}
}

/** A loss that is almost nothing from a step on, so that its lane ends there. */
const endingAt =
	(last: number, given: StepLoss): Objective =>
	(step) => {
		const loss: StepLoss["loss"] = (logProbs, edited) => given.loss(logProbs, edited).mul(1e-4);
		return step < last ? given : { ...given, loss };
	};

for (const name of ["tiny-gpt2", "tiny-llama"] as const) {
	const { folder, vectors } = golden(name);
	vectors?.close();

	test(`${name}: lanes that end one by one are what they are without anything kept, bit by bit`, async () => {
		await startEngine("cpu");
		const { model, ran } = await countedModel(folder);
		const losses = [
			texts.map((text) => targetNew(model.tokenizer, text, "exact")),
			texts.map((text) => promptLast(model.tokenizer, text, "exact")),
		];
		for (const lanes of losses) {
			const objectives = lanes.map((loss, lane) => endingAt([1, 3, 2][lane]!, loss));
			const expected = await fineTuned(forgetful(model), objectives);
			assert.equal(
				expected.losses.map(({ length }) => length),
				[2, 4, 3],
			);
			ran.length = 0;
			const before = tf.memory().numTensors;
			assert.equal(await fineTuned(model, objectives), expected);
			assert.equal(counted(ran), runs(4, 1));
			assert.is(tf.memory().numTensors, before);
		}
		model.dispose();
	});

	test(`${name}: ICE begins at the first edited block while its rows stay`, async () => {
		await startTestEngine();
		const { model, ran } = await countedModel(folder);
		const edited = async (of: EditableModel, more: object): Promise<Trained> => {
			const params = iceParams.parse({ layers, steps: 5, learningRate: 0.02, maxNewTokens: 2, ...more });
			const losses: number[][] = [[], []];
			const lanes = texts.slice(0, 2).map(({ prompt, target }, i): IceLane => {
				const context = ["This is what everybody says."];
				const record = { id: `${i}`, subject: prompt, prompt, targetNew: target.trim(), context };
				const draws = randomDraws(record.id, 1, params, (...key) => keyedRandom(5, ...key));
				return { record, draws, onLoss: (loss) => losses[i]!.push(loss) };
			});
			const setting = { model: of, params, fidelity: "exact" } as const;
			return { losses, deltas: await valuesOf(await iceEdits(setting, lanes)) };
		};
		/** Blocks below that were run with nothing kept, and less by how much they were run. */
		const saved = async (more: object) => {
			ran.length = 0;
			const expected = await edited(forgetful(model), more);
			const all = counted(ran);
			ran.length = 0;
			assertNear(await edited(model, more), expected);
			return counted(ran).map((count, layer) => all[layer]! - count);
		};
		assert.equal(await saved({ objective: "target_with_context" }), [4, 4, 0, 0, 0, 0]);
		// Of five steps, the first and the fourth sample anew.
		for (const printKl of [true, false]) {
			assert.equal(await saved({ targetUpdateInterval: 3, printKl }), [3, 3, 0, 0, 0, 0]);
			assert.equal(await saved({ printKl }), [0, 0, 0, 0, 0, 0]);
		}
		model.dispose();
	});
}

test("rows that are not said to come again, and those above no block, have nothing kept", async () => {
	const loss: StepLoss = { rows: [[5, 6]], at: [], loss: () => tf.scalar(0), repeats: true };
	const once = { ...loss, repeats: false };
	assert.is(new RepeatedRows(2).belowOf([loss])?.layer, 2);
	assert.is(new RepeatedRows(2).belowOf([loss, once]), undefined);
	assert.is(new RepeatedRows(0).belowOf([loss]), undefined);
});

test("other rows let go of what was kept, and fewer of the same do not", async () => {
	await startEngine("cpu");
	const repeated = new RepeatedRows(2);
	const loss = (...rows: number[][]): StepLoss => ({ rows, at: [], loss: () => tf.scalar(0), repeats: true });
	const before = tf.memory().numTensors;
	const first = repeated.belowOf([loss([5, 6]), loss([7])])!;
	first.of({ ids: [[5, 6], [7]] }, () => tf.zeros([3, 4]));
	assert.is(repeated.belowOf([loss([7])]), first);
	assert.is(repeated.belowOf([{ ...loss([7]), repeats: false }]), first);
	const second = repeated.belowOf([loss([7], [8])])!;
	assert.is.not(second, first);
	assert.is(tf.memory().numTensors, before);
	second.of({ ids: [[7], [8]] }, () => tf.zeros([2, 4]));
	assert.is(repeated.belowOf([{ ...loss([9]), repeats: false }]), undefined);
	assert.is(tf.memory().numTensors, before);
});

test.run();
