import type { InjectedBatch, TokenPosition } from "#core/editable-model";
import { logSoftmax } from "#engine/fused/log-softmax";
import { tf } from "#engine/tf";
import { logProbsOf } from "../log-probs.ts";
import { splitRows } from "../split-rows.ts";
import type { ValueRows } from "./value-rows.ts";
import type { SearchPlace } from "./value-search.ts";

/** What the loss of one search depends on. */
export interface SearchedRows {
	readonly rows: ValueRows;
	/** ‖h‖ */
	readonly length: number;
}

/** The loss of a search, and its gradient by δ, [1, hidden], for the caller to dispose. */
export interface ValueStep {
	readonly loss: number;
	readonly gradient: tf.Tensor;
}

/** The losses of several searches, with what they keep between steps. */
export class ValueLosses {
	readonly #place: SearchPlace;
	readonly #searches: readonly SearchedRows[];
	/** log p₀ at "{subject} is a", by search. [1, vocab] */
	readonly #first: (tf.Tensor2D | undefined)[] = [];
	#batch: { readonly lanes: readonly number[]; readonly injected: InjectedBatch } | undefined;

	constructor(place: SearchPlace, searches: readonly SearchedRows[]) {
		this.#place = place;
		this.#searches = searches;
	}

	/** @param lanes numbers of searches, ascending, and never one that was left out before @param deltas δ of each */
	async differentiate(
		lanes: readonly number[],
		deltas: readonly tf.Tensor2D[],
		step: number,
	): Promise<ValueStep[]> {
		const { lanes: fed, injected } = this.#batchOf(lanes);
		let each: tf.Tensor1D | undefined; // [lanes]
		const sumOf = (...tensors: tf.Tensor[]): tf.Scalar => {
			const values = new Map(lanes.map((lane, i) => [lane, tensors[i] as tf.Tensor2D]));
			each = tf.keep(this.#losses(fed, injected, values, step));
			return tf.sum(each);
		};
		const { value, grads } = tf.tidy(() => tf.valueAndGrads(sumOf)([...deltas]));
		const losses = await each!.data();
		tf.dispose([value, each!]);
		return grads.map((gradient, i) => ({ loss: losses[i]!, gradient }));
	}

	dispose(): void {
		this.#batch?.injected.dispose();
		for (const first of this.#first) first?.dispose();
	}

	/** A batch with these searches; made anew when no more than half of its searches are wanted any more. */
	#batchOf(lanes: readonly number[]) {
		if (this.#batch !== undefined && 2 * lanes.length > this.#batch.lanes.length) return this.#batch;
		this.#batch?.injected.dispose();
		const { model, layer, site } = this.#place;
		const all = lanes.map((lane) => this.#searches[lane]!.rows);
		const ids = all.flatMap((rows) => rows.ids);
		const shifted = (of: (rows: ValueRows) => readonly TokenPosition[]): TokenPosition[] => {
			let first = 0;
			return all.flatMap((rows) => {
				const places = of(rows).map(([row, column]) => [first + row, column] as const);
				first += rows.ids.length;
				return places;
			});
		};
		const at = shifted(askedOf);
		const injected = model.injectedBatch({ ids }, at, { layer, site, at: shifted((rows) => rows.subjects) });
		this.#batch = { lanes, injected };
		return this.#batch;
	}

	/** @param deltas of the searches that go on; the others' rows are fed without @returns [deltas] */
	#losses(
		fed: readonly number[],
		injected: InjectedBatch,
		deltas: ReadonlyMap<number, tf.Tensor2D>,
		step: number,
	): tf.Tensor1D {
		const rows = fed.map((lane) => this.#searches[lane]!.rows);
		const spread = fed.map((lane, i) => {
			const count = rows[i]!.subjects.length;
			const delta = deltas.get(lane);
			if (delta === undefined) return tf.zeros([count, this.#place.model.shape.hidden]);
			return tf.matMul(tf.ones([count, 1]), delta);
		}); // [rows, hidden] each
		const tensor = spread.length === 1 ? spread[0]! : tf.concat(spread, 0);
		const logProbs = logSoftmax(injected.logits(tensor as tf.Tensor2D)); // [asked, vocab]
		const parts = splitRows(
			logProbs,
			rows.map((one) => askedOf(one).length),
		);
		const losses = fed.flatMap((lane, i) => {
			const delta = deltas.get(lane);
			return delta === undefined ? [] : [this.#lossOf(lane, parts[i]!, delta, step)];
		});
		return tf.stack(losses) as tf.Tensor1D;
	}

	/** @param logProbs [targets + 1, vocab] @returns [] */
	#lossOf(lane: number, logProbs: tf.Tensor2D, delta: tf.Tensor2D, step: number): tf.Tensor {
		const { settings } = this.#place;
		const { rows, length } = this.#searches[lane]!;
		const { targets } = rows;
		const likely = logProbsOf(logProbs.slice(0, targets.length), targets).mean(); // []
		const now = logProbs.slice(targets.length, 1); // [1, vocab]
		this.#first[lane] ??= tf.keep(now.clone());
		const first = this.#first[lane];
		const divergence = tf.sum(now.exp().mul(now.sub(first))); // KL(now ‖ first)
		const loss = divergence.mul(settings.klFactor).sub(likely);
		// At δ = 0, where it begins, the norm has no gradient; the subgradient 0 is taken.
		if (step === 0) return loss;
		return loss.add(lengthOf(delta).mul(settings.weightDecay / length ** 2));
	}
}

/** ‖δ‖, []. The gradient of `tf.norm` reads numbers before all is put off, so that the pass would be computed twice. */
const lengthOf = (delta: tf.Tensor2D): tf.Scalar => tf.sqrt(tf.sum(tf.square(delta)));

/** Where targets are read, then the subject of "{subject} is a". */
const askedOf = ({ at, subjects }: ValueRows): readonly TokenPosition[] => [...at, subjects.at(-1)!];
