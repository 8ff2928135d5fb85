import type { EditableModel, TokenBatch, TokenPosition } from "#core/editable-model";
import { tf } from "#engine/tf";
import { broken, promise } from "./broken-promise.ts";
import { type Check, skipped } from "./check.ts";
import { distance } from "./distance.ts";
import type { LoadedModel } from "./loaded-model.ts";
import { withoutSyncReads } from "./without-sync-reads.ts";

const texts = ["The capital of France is", "Hamlet was written by William", "Grass"];

/** Sums in another order differ by this, relative to the largest. */
const ROUNDING = 1e-3;

/** What every language model promises. */
export function modelChecks(loaded: LoadedModel): Check[] {
	const check = (title: string, run: (model: EditableModel) => ReturnType<Check["run"]>): Check => ({
		title,
		run: async () => run((await loaded.load()).model),
	});
	return [
		{
			title: "is what its source says before it is loaded",
			async run() {
				const { model, source } = await loaded.load();
				promise(source.hash !== "" && source.bytes > 0, "the source has no hash or no size");
				promise(source.paddingSide === model.tokenizer.paddingSide, "the padding side differs");
				const differs = JSON.stringify(source.shape) !== JSON.stringify(model.shape);
				promise(!differs, `${JSON.stringify(source.shape)} became ${JSON.stringify(model.shape)}`);
			},
		},
		check("gives finite logits at the tokens asked for", async (model) => {
			const [row = []] = rowsOf(model);
			const values = await read(() =>
				model.logits({ ids: [row] }, [
					[0, row.length - 1],
					[0, 0],
				]),
			);
			promise(values.length === 2 * model.shape.vocab, `two positions have ${values.length} logits`);
			promise(values.every(Number.isFinite), "a logit is not a number");
		}),
		check("gives a text the same logits whatever stands beside it", async (model) => {
			const rows = rowsOf(model);
			const together = await lastLogits(model, { ids: rows });
			for (const [i, row] of rows.entries()) {
				const off = distance(await lastLogits(model, { ids: [row] }), ofRow(together, i, rows.length));
				promise(off < ROUNDING, `"${texts[i]}" is off by ${off} in a batch`);
			}
		}),
		check("gives the same logits after masked padding on the left", async (model) => {
			const [row = []] = rowsOf(model);
			const pads = [0, 0, 0];
			const padded = await lastLogits(model, {
				ids: [[...pads.map(() => model.tokenizer.eosId), ...row]],
				mask: [[...pads, ...row.map(() => 1)]],
				positions: [[...pads, ...row.keys()]],
			});
			const off = distance(await lastLogits(model, { ids: [row] }), padded);
			promise(off < ROUNDING, `they are off by ${off}`);
		}),
		check("reads nothing synchronously and leaves no tensor behind", async (model) => {
			const [row = []] = rowsOf(model);
			await lastLogits(model, { ids: [row] }); // what is made once is made
			const before = tf.memory().numTensors;
			await withoutSyncReads(async () => {
				await lastLogits(model, { ids: [row] });
				if (model.provides.has("generation")) await greedy(model, [row], 3);
			});
			const left = tf.memory().numTensors - before;
			promise(left === 0, `${left} tensors are left`);
		}),
		check("answers through withWeights() with other weights, and stays as it is", (model) => {
			if (!model.provides.has("weights")) return skipped('it does not provide "weights"');
			return checkView(model);
		}),
		check("has the gradients that finite differences have", (model) => {
			if (!model.provides.has("gradients")) return skipped('it does not provide "gradients"');
			return checkGradient(model);
		}),
		check("traces what it computes", (model) => {
			if (!model.provides.has("activations")) return skipped('it does not provide "activations"');
			return checkTrace(model);
		}),
		check("generates greedily what is likeliest", async (model) => {
			if (!model.provides.has("generation")) return skipped('it does not provide "generation"');
			const rows = rowsOf(model);
			const written = await greedy(model, rows, 4);
			for (const [i, row] of rows.entries()) {
				const text = [...row];
				for (const id of written[i]!) {
					const logits = await lastLogits(model, { ids: [text] });
					const best = Math.max(...logits);
					if (best - logits[id]! > ROUNDING) broken(`after ${text.length} tokens it writes ${id}`);
					text.push(id);
				}
			}
		}),
	];
}

const rowsOf = ({ tokenizer }: EditableModel): number[][] => texts.map((text) => tokenizer.encode(text));

async function read(make: () => tf.Tensor): Promise<Float32Array> {
	const tensor = make();
	const values = Float32Array.from(await tensor.data());
	tensor.dispose();
	return values;
}

const lastLogits = (model: EditableModel, batch: TokenBatch): Promise<Float32Array> =>
	read(() =>
		model.logits(
			batch,
			batch.ids.map((row, i): TokenPosition => [i, row.length - 1]),
		),
	);

const ofRow = (values: Float32Array, row: number, rows: number): Float32Array =>
	values.subarray((row * values.length) / rows, ((row + 1) * values.length) / rows);

const greedy = (model: EditableModel, rows: readonly (readonly number[])[], count: number) =>
	model.generate(rows, {
		sampling: { temperature: 0, topK: null, topP: null },
		random: [],
		maxNewTokens: rows.map(() => count),
	});

async function checkView(model: EditableModel): Promise<void> {
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
async function checkGradient(model: EditableModel): Promise<void> {
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

async function checkTrace(model: EditableModel): Promise<void> {
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
