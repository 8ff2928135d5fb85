import type { EditableModel } from "#core/editable-model";
import { UserError } from "#core/errors";
import { blamingEdit, blamingUnedited, CHECKPOINT, NotFinite } from "#core/not-finite";
import { Adam } from "#engine/optimise/adam";
import { clipGradients } from "#engine/optimise/clip-gradients";
import type { tf } from "#engine/tf";
import { editedParameters } from "./edited-parameters.ts";
import { RepeatedRows } from "./lanes/repeated-rows.ts";
import { type Lane, stepGradients } from "./lanes/step-gradients.ts";
import type { Objective } from "./objective.ts";
import type { TrainingSettings } from "./training-params.ts";

/** Below this loss there is nothing left to learn. */
const LEARNT = 1e-2;

export interface Training {
	readonly model: EditableModel;
	readonly settings: TrainingSettings;
}

/** One of the independent edits that are trained side by side. */
export interface Trainee {
	readonly objective: Objective;
	/** Called with the loss of each step, before its update. */
	readonly onLoss: (loss: number) => void;
}

/**
 * Minimises objectives over the MLP output matrices of some blocks, each by Adam with a clamp on matrices of its own. A
 * loss below 0.01 ends its lane without another update, unless `printKl`.
 *
 * @returns W − W₀ by name for each trainee, for the caller to dispose
 * @throws NotFinite where the unedited model's first loss is not a number, or one samples from logits that are not
 * @throws UserError where a later loss is not a number
 */
export async function train(
	{ model, settings }: Training,
	trainees: readonly Trainee[],
): Promise<Map<string, tf.Tensor>[]> {
	const names = editedParameters(model, settings.layers!); // the editors' `needs`
	const start = new Map(names.map((name) => [name, model.weight(name)]));
	const { learningRate, normConstraint: radius } = settings;
	const lanes = trainees.map((trainee) => ({ ...trainee, adam: new Adam(start, { learningRate, radius }) }));
	const repeated = new RepeatedRows(Math.min(...settings.layers!));
	try {
		let open = lanes;
		for (let step = 0; step < settings.steps && open.length > 0; step++) {
			open = await makeStep({ model, settings, repeated }, open, step);
		}
		return lanes.map(({ adam }) => adam.deltas());
	} finally {
		repeated.dispose();
		for (const { adam } of lanes) adam.dispose();
	}
}

type TrainedLane = Trainee & { readonly adam: Adam };

/** @returns the lanes that have not ended */
async function makeStep(
	{ model, settings, repeated }: Training & { readonly repeated: RepeatedRows },
	lanes: readonly TrainedLane[],
	step: number,
): Promise<TrainedLane[]> {
	const given = lanes.map(({ objective, adam }): Lane => ({ objective, weights: adam.values }));
	const compute = () => stepGradients(model, given, step, repeated);
	const whose = `The model as trained until step ${step}`;
	const results = await (step === 0 ? blamingUnedited(compute) : blamingEdit(model, whose, compute));
	try {
		for (const [i, { loss }] of results.entries()) {
			lanes[i]!.onLoss(loss);
			checkLoss(loss, step);
		}
		const isOpen = (_: TrainedLane, i: number) => settings.printKl || results[i]!.loss >= LEARNT;
		for (const [i, lane] of lanes.entries()) {
			if (isOpen(lane, i)) update(lane.adam, results[i]!.gradients, settings);
		}
		return lanes.filter(isOpen);
	} finally {
		for (const { gradients } of results) for (const gradient of gradients.values()) gradient.dispose();
	}
}

function update(
	adam: Adam,
	gradients: ReadonlyMap<string, tf.Tensor>,
	{ gradNormConstraint }: TrainingSettings,
): void {
	if (gradNormConstraint === null) {
		adam.step(gradients);
		return;
	}
	const clipped = clipGradients(gradients, gradNormConstraint);
	adam.step(clipped);
	for (const gradient of clipped.values()) gradient.dispose();
}

function checkLoss(loss: number, step: number): void {
	if (Number.isFinite(loss)) return;
	if (step === 0)
		throw new NotFinite(`a first loss of ${loss}`, { whose: "The unedited model", why: CHECKPOINT });
	throw new UserError(`The loss of step ${step} is ${loss}: training has diverged`, {
		hint: 'Lower "learningRate" or "normConstraint".',
	});
}
