import type { Artifact, BuildWork } from "#core/artifacts";
import type { EditableModel } from "#core/editable-model";
import { CHECKPOINT, NotFinite } from "#core/not-finite";
import { mirrorLower } from "#engine/linalg/index";
import { addWindow, type MomentSum, WINDOW } from "./second-moments.ts";

export interface BuildOptions {
	readonly model: EditableModel;
	readonly texts: readonly string[];
	/** Name of the corpus that they are from. */
	readonly corpus: string;
	readonly tokenLimit: number;
	readonly dtype: "float32" | "float64";
	/** Between two points from which an interrupted build goes on. */
	readonly saveSeconds: number;
}

/**
 * Covariances of several layers in one pass over the texts. Layers of which an earlier build has saved more join in
 * where that has stopped; each layer's sum is the same, bit for bit, as without interruption.
 *
 * @param layers with their index in the request
 * @returns one artifact a layer
 * @throws NotFinite where what enters a layer's matrix is NaN or infinite
 */
export async function buildCovariances(
	layers: readonly { readonly layer: number; readonly index: number }[],
	options: BuildOptions,
	work: BuildWork,
): Promise<readonly Artifact[]> {
	const { model, texts, tokenLimit, saveSeconds } = options;
	const sums = await Promise.all(
		layers.map(async ({ layer, index }) => begin(layer, model.shape.inner, await work.saved(index))),
	);
	const save = async () => {
		for (const [i, sum] of sums.entries())
			await work.save(layers[i]!.index, unfinished(sum, model.shape.inner));
	};
	let saved = performance.now();
	for (let from = Math.min(...sums.map((sum) => sum.texts)); from < texts.length; from += WINDOW) {
		work.report(from, texts.length);
		const rows = texts
			.slice(from, from + WINDOW)
			.map((text) => model.tokenizer.encode(text).slice(0, tokenLimit));
		await addWindow(
			model,
			sums.filter((sum) => sum.texts === from),
			rows,
		);
		for (const { layer, sum } of sums) checkDiagonal(sum, model.shape.inner, layer);
		if (performance.now() - saved < saveSeconds * 1000) continue;
		await save();
		saved = performance.now();
	}
	work.report(texts.length, texts.length);
	return sums.map((sum) => finish(sum, options));
}

function begin(layer: number, inner: number, saved: Artifact | undefined): MomentSum {
	const sum = saved?.tensors.get("sum")?.data;
	if (saved === undefined || !(sum instanceof Float64Array)) {
		return { layer, sum: new Float64Array(inner * inner), tokens: 0, texts: 0 };
	}
	// A copy: what is saved may be kept in memory.
	return { layer, sum: sum.slice(), tokens: Number(saved.info.tokens), texts: Number(saved.info.texts) };
}

const unfinished = ({ sum, tokens, texts }: MomentSum, inner: number): Artifact => ({
	tensors: new Map([["sum", { shape: [inner, inner], data: sum.slice() }]]),
	info: { tokens, texts },
});

/** A number of x that is not finite makes its square on the diagonal of x xᵀ so. */
function checkDiagonal(sum: Float64Array, inner: number, layer: number): void {
	for (let i = 0; i < inner; i++) {
		if (Number.isFinite(sum[i * (inner + 1)])) continue;
		throw new NotFinite(`values that are not finite to the MLP output matrix of block ${layer}`, {
			whose: "The unedited model",
			why: CHECKPOINT,
		});
	}
}

function finish({ sum, tokens, texts }: MomentSum, { model, corpus, dtype }: BuildOptions): Artifact {
	const { inner } = model.shape;
	for (let i = 0; i < sum.length; i++) sum[i]! /= tokens;
	mirrorLower(sum, inner);
	const data = dtype === "float32" ? Float32Array.from(sum) : sum;
	let trace = 0;
	for (let i = 0; i < inner; i++) trace += sum[i * (inner + 1)]!;
	return {
		tensors: new Map([["covariance", { shape: [inner, inner], data }]]),
		info: { tokens, texts, trace, corpus },
	};
}
