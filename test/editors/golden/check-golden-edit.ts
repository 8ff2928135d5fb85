import * as assert from "uvu/assert";
import type { WeightsEdit } from "#core/edit";
import type { EditableModel } from "#core/editable-model";
import { memoryArtifacts } from "#core/memory-artifacts";
import type { EditRecord, KnowEditRecord } from "#core/record";
import { keyedRandom } from "#engine/rng";
import type { tf } from "#engine/tf";
import { applyEdit } from "#runner/evaluate/apply-edit";
import { iceEdits } from "../../../editors/ice/ice-edit.ts";
import { ftL, ftM, ice } from "../../../editors/index.ts";
import type { Golden } from "../../helpers/golden.ts";
import type { GoldenEdit, GoldenScores, GoldenTensor } from "../../helpers/golden-json.ts";
import { assertGoldenScores } from "../../helpers/golden-scores.ts";
import { replayedDraws } from "./replayed-draws.ts";
import { acceptedScores, type Tolerance, toleranceOf } from "./rounding.ts";

/** The entries of FT-L, FT-M and ICE. */
export const trainedEdits = ({ json }: Golden): GoldenEdit[] =>
	json.edits.filter(({ params }) => params.objective_optimization !== undefined);

/** Fails where an edit differs from the reference's in a loss, in a delta, or in what the edited model answers. */
export async function checkGoldenEdit(
	model: EditableModel,
	{ json, records, vectors }: Golden,
	edit: GoldenEdit,
): Promise<void> {
	const record = records[edit.record]!;
	const losses: number[] = [];
	const deltas = await train(model, { ...record, context: edit.context ?? [] }, edit, losses);
	assert.is(losses.length, edit.loss.length, "number of steps");
	const tolerance = toleranceOf(json.checkpoint, edit);
	for (const [step, loss] of edit.loss.entries()) {
		const message = `loss of step ${step}: ${losses[step]}, not ${loss}`;
		assert.ok(relative(losses[step]!, loss) <= tolerance.loss(step), message);
	}
	assert.equal([...deltas.keys()].sort(), Object.keys(edit.delta).sort());
	for (const [name, delta] of deltas) {
		const golden = edit.delta[name]!;
		const all = vectors?.tensor(`${edit.method}.${edit.record}.${name}`).data;
		assert.equal(delta.shape, golden.shape);
		assertDelta(name, (await delta.data()) as Float32Array, golden, all, tolerance.delta);
	}
	const applied = await applyEdit(model, { kind: "weights", deltas });
	await assertScores(applied.model, record, acceptedScores(json.checkpoint, edit), tolerance);
	applied.dispose();
}

/** Fails where a model has none of the scores. */
async function assertScores(
	model: EditableModel,
	record: KnowEditRecord,
	[scores, ...others]: readonly GoldenScores[],
	tolerance: Tolerance,
): Promise<void> {
	try {
		await assertGoldenScores(model, record, scores!, tolerance.perplexity);
	} catch (error) {
		if (others.length === 0) throw error;
		await assertScores(model, record, others, tolerance);
	}
}

async function train(
	model: EditableModel,
	record: EditRecord,
	edit: GoldenEdit,
	losses: number[],
): Promise<Map<string, tf.Tensor>> {
	const { params } = edit;
	const settings = {
		layers: [...params.layers],
		steps: params.num_steps,
		learningRate: params.lr,
		normConstraint: params.norm_constraint,
		printKl: params.print_kl,
	};
	switch (params.objective_optimization) {
		case "prompt_last":
			return trainBy(ftL(settings), model, record, losses);
		case "target_new":
			return trainBy(ftM(settings), model, record, losses);
		default: {
			const [editor] = ice({
				...settings,
				objective: params.objective_optimization as "target_with_context",
				temperature: params.temperature,
				maxNewTokens: params.max_new_tokens,
				staticTarget: params.static_target,
				sampleWithContext: params.sample_with_context,
				numReturnSequences: params.num_return_sequences,
			});
			const onLoss = (loss: number) => losses.push(loss);
			const [deltas] = await iceEdits({ model, params: editor!.params, fidelity: "reference" }, [
				{ record, draws: replayedDraws(edit), onLoss },
			]);
			return deltas!;
		}
	}
}

async function trainBy(
	[editor]: ReturnType<typeof ftL>,
	model: EditableModel,
	record: EditRecord,
	losses: number[],
): Promise<Map<string, tf.Tensor>> {
	const [edit] = await editor!.implementation.edit({
		model,
		cases: [{ id: record.id, requests: [record] }],
		params: editor!.params,
		fidelity: "reference",
		artifacts: memoryArtifacts(),
		random: keyedRandom,
		onStep: (_, { loss }) => losses.push(loss),
	});
	assert.is(edit!.kind, "weights");
	return new Map([...(edit as WeightsEdit).deltas] as [string, tf.Tensor][]); // fine-tuning makes full ones
}

/** All values where they are stored, else norm, largest and 64 values. */
function assertDelta(
	name: string,
	delta: Float32Array,
	golden: GoldenTensor,
	all: Float32Array | undefined,
	tolerance: number,
): void {
	assert.ok(relative(norm(delta), golden.norm) <= tolerance, `norm of ${name}`);
	const largest = delta.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	assert.ok(relative(largest, golden.abs_max) <= 1e-3, `largest of ${name}`);
	const got = all ? delta : golden.at!.map((index) => delta[index]!);
	const want = all ?? golden.values!;
	const error = norm(got.map((value, i) => value - want[i]!)) / norm(want);
	assert.ok(error <= tolerance, `${name} is off by ${error}`);
}

const relative = (got: number, want: number): number => Math.abs(got - want) / Math.abs(want);

function norm(values: ArrayLike<number>): number {
	let sum = 0;
	for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
	return Math.sqrt(sum);
}
