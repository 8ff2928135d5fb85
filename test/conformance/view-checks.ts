import type { EditableModel, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import { promise } from "./broken-promise.ts";
import { distance } from "./distance.ts";
import { lastLogits, read, rowsOf } from "./model-reads.ts";

/** A view has its weights, and the model its own. */
export async function checkView(model: EditableModel): Promise<void> {
	const { weight } = model.mlpOutput(0);
	const [row = []] = rowsOf(model);
	const before = await lastLogits(model, { ids: [row] });
	const zero = tf.zerosLike(model.weight(weight));
	const view = model.withWeights(new Map([[weight, zero]]));
	const other = await lastLogits(view, { ids: [row] });
	zero.dispose();
	promise(distance(before, other) > 0, `"${weight}" makes no difference`);
	promise(distance(before, await lastLogits(model, { ids: [row] })) === 0, "the model itself has changed");
}

/** d/dε of log p(last token) for W + ε D, with D the gradient's direction. */
export async function checkGradient(model: EditableModel): Promise<void> {
	const { weight } = model.mlpOutput(model.shape.layers >> 1);
	const [row = []] = rowsOf(model);
	const loss = (w: tf.Tensor): tf.Scalar => {
		const logits = model.withWeights(new Map([[weight, w]])).logits({ ids: [row] }, [[0, row.length - 2]]);
		return logits
			.logSoftmax()
			.gather([row.at(-1)!], 1)
			.sum();
	};
	const [slope, measured] = tf.tidy(() => {
		const w = model.weight(weight);
		const gradient = tf.grad(loss)(w);
		const norm = gradient.norm();
		const step = w.norm().mul(3e-3); // small for the loss, large for its rounding
		const way = gradient.div(norm).mul(step);
		return [
			norm,
			loss(w.add(way))
				.sub(loss(w.sub(way)))
				.div(step.mul(2)),
		];
	});
	const [want = 0, got = 0] = [...(await read(() => slope!)), ...(await read(() => measured!))];
	promise(want > 0 && Math.abs(got / want - 1) < 0.03, `the slope is ${got}, the gradient says ${want}`);
}

export async function checkTrace(model: EditableModel): Promise<void> {
	const { layers, hidden, inner } = model.shape;
	const [row = []] = rowsOf(model);
	const at = row.map((_, column): TokenPosition => [0, column]);
	const points = [
		{ layer: 0, site: "mlpOutput.input", width: inner },
		{ layer: layers - 1, site: "mlpOutput", width: hidden },
		{ layer: layers - 1, site: "block", width: hidden },
	] as const;
	const traced = model.trace({ ids: [row] }, at, points);
	const shapes = traced.map(({ shape }) => `[${shape}]`);
	tf.dispose(traced);
	for (const [i, { site, width }] of points.entries()) {
		const want = `[${row.length},${width}]`;
		promise(shapes[i] === want, `"${site}" has the shape ${shapes[i]} instead of ${want}`);
	}
}
