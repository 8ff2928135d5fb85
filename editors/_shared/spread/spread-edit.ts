import { type Delta, disposeDeltas, multiplyOut } from "#core/delta";
import type { EditableModel } from "#core/editable-model";
import { blaming, blamingUnedited, DIVERGED } from "#core/not-finite";
import { tf } from "#engine/tf";
import type { Fact } from "../fact/fact.ts";
import type { Reading } from "../fact/reading.ts";
import { subjectRow } from "../fact/subject-row.ts";
import { meanKeys } from "../keys/mean-keys.ts";
import { subjectValues } from "../keys/subject-values.ts";
import type { Template } from "../templates/template.ts";
import { outerDelta } from "../update/outer-delta.ts";

/** An edit of several facts at once, spread over several blocks. */
export interface SpreadRequest {
	readonly model: EditableModel;
	readonly reading: Reading;
	readonly facts: readonly Fact[];
	/** z of each fact, [hidden] */
	readonly values: readonly Float32Array[];
	/** In the order in which they are edited; values are sought at the last. */
	readonly layers: readonly number[];
	/** By type. */
	readonly templates: readonly Template[][];
	/** X for the keys of one block; all that methods differ in. @returns [inner] for each key */
	readonly solve: (layer: number, keys: readonly Float64Array[]) => readonly Float64Array[];
}

/** What came of it. Lists of vectors have one for each fact. */
export interface Spread {
	/** For the caller to dispose. */
	readonly deltas: ReadonlyMap<string, Delta>;
	/** By layer, [inner] */
	readonly keys: ReadonlyMap<number, readonly Float64Array[]>;
}

/**
 * Makes the last of some blocks say z at the subjects' last tokens, each block in turn taking an equal share of what is
 * still missing:
 *
 *     for each block ℓ:    K = keys at ℓ    R = (z − output of the last block) / blocks left    Δ_ℓ = R Xᵀ
 *
 * K and the output are those of the model with the blocks before already changed; X = `solve(K)`.
 */
export async function spreadEdit(request: SpreadRequest): Promise<Spread> {
	const { model, facts, layers, templates, reading, solve } = request;
	const deltas = new Map<string, Delta>();
	const weights = new Map<string, tf.Tensor>();
	const keys = new Map<number, readonly Float64Array[]>();
	try {
		for (const [i, layer] of layers.entries()) {
			const view = model.withWeights(weights);
			const read = async () =>
				[
					await meanKeys(view, reading, { facts, layer, templates }),
					await residuals(request, view, layers.length - i),
				] as const;
			const whose = `The model as edited below block ${layer}`;
			const [ofLayer, outs] = await (i === 0
				? blamingUnedited(read)
				: blaming({ whose, why: DIVERGED }, read));
			const [name, delta] = outerDelta(model, layer, { outs, ins: solve(layer, ofLayer) });
			keys.set(layer, ofLayer);
			deltas.set(name, delta);
			weights.set(
				name,
				tf.tidy(() => tf.add(model.weight(name), multiplyOut(delta))),
			);
		}
		return { deltas, keys };
	} catch (error) {
		disposeDeltas(deltas);
		throw error;
	} finally {
		tf.dispose([...weights.values()]);
	}
}

/** What the last block's output lacks on the bare prompts, shared among the blocks left. @returns [hidden] each */
async function residuals(
	{ reading, facts, values, layers }: SpreadRequest,
	view: EditableModel,
	left: number,
): Promise<Float32Array[]> {
	const rows = facts.map(({ prompt }) => subjectRow(reading, prompt));
	const [now] = (await subjectValues(view, rows, [{ layer: layers.at(-1)!, site: "block" }])) as [
		Float32Array,
	];
	return values.map((value, i) => value.map((wanted, j) => (wanted - now[i * value.length + j]!) / left));
}
