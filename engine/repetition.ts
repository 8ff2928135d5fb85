import type { OnnxBackend } from "./onnx/backend.ts";
import { nextOrder, type Pending, type Source } from "./onnx/lazy/pending.ts";
import { type Copies, copyAll, madeFrom } from "./onnx/lazy/trace.ts";
import { canRecord } from "./recording.ts";
import { tf } from "./tf.ts";

/** What it makes of a tensor: another one of the same shape, and whatever is not differentiated. */
export type Results = readonly [next: tf.Tensor, ...others: tf.Tensor[]];

/**
 * The same computation again and again, each time with tensors of its own: the blocks of a network, which differ in their
 * weights only. On an engine that can record, its operations and those of its gradient are listed once, and later runs
 * copy the list: what TensorFlow.js takes to put an operation off, 20 to 50 µs, is most of a short pass's overhead.
 */
export class Repetition {
	#trace: Trace | undefined;

	/**
	 * One run. Its first result is differentiable in `x` alone.
	 *
	 * @param own what this run reads where others read theirs, float32, in the same order and shapes
	 * @param make what is computed; only the first is called where the engine can record, and it may read no numbers
	 */
	run(x: tf.Tensor, own: readonly tf.Tensor[], make: (x: tf.Tensor) => Results): Results {
		if (!canRecord() || !areApart(own)) return make(x);
		this.#trace ??= traceOf(x, own, make);
		return replay(this.#trace, x, own);
	}
}

const backend = () => tf.backend() as OnnxBackend;
const sourceOf = (tensor: tf.Tensor): Source => backend().sourceOf(tensor);

/** Whether no two tensors are the same numbers: they could not be told from each other. */
const areApart = (tensors: readonly tf.Tensor[]): boolean =>
	new Set(tensors.map(sourceOf)).size === tensors.length;

interface Trace {
	readonly x: Source;
	readonly own: readonly Source[];
	readonly results: readonly [next: Traced, ...others: Traced[]];
	readonly forward: readonly Pending[];
	/** Absent where nothing is differentiated. */
	readonly gradient?: Gradient;
}

interface Traced {
	readonly source: Source;
	readonly shape: number[];
}

const tracedOf = (tensor: tf.Tensor): Traced => ({ source: sourceOf(tensor), shape: tensor.shape });

interface Gradient {
	readonly dy: Source;
	readonly dx: Source;
	/** All that `dx` is made of, some of it by `forward`. */
	readonly backward: readonly Pending[];
}

function traceOf(x: tf.Tensor, own: readonly tf.Tensor[], make: (x: tf.Tensor) => Results): Trace {
	const first = nextOrder();
	const isTaped = tf.engine().isTapeOn();
	const [standIn, dy] = [backend().standIn(x.shape), backend().standIn(x.shape)];
	let results!: Trace["results"];
	let dx: Source | undefined;
	const run = (given: tf.Tensor): tf.Tensor => {
		const [next, ...others] = make(given);
		results = [tracedOf(next), ...others.map(tracedOf)];
		return next;
	};
	backend().trace(() => {
		if (isTaped) dx = sourceOf(tf.valueAndGrad(run)(standIn, dy).grad);
		else run(standIn);
	});
	const inputs = [standIn, dy, ...own].map(sourceOf) as [Source, Source, ...Source[]];
	tf.dispose([standIn, dy]);
	const trace = {
		x: inputs[0],
		own: inputs.slice(2),
		results,
		forward: madeFrom(
			inputs,
			results.map(({ source }) => source),
			first,
		),
	};
	checkUse(trace);
	return dx === undefined
		? trace
		: { ...trace, gradient: { dy: inputs[1], dx, backward: madeFrom(inputs, [dx], first) } };
}

/** @throws Error where a run does without one of its own tensors: then others would be given the first run's */
function checkUse({ own, forward }: Trace): void {
	const used = new Set(forward.flatMap(({ operands }) => operands.map(({ source }) => source)));
	const unused = own.findIndex((source) => !used.has(source));
	if (unused < 0) return;
	throw new Error(`A run that is repeated makes no use of tensor ${unused} of its ${own.length} own`);
}

function replay(
	{ results, forward, gradient, ...trace }: Trace,
	x: tf.Tensor,
	own: readonly tf.Tensor[],
): Results {
	const copies: Copies = new Map([[trace.x, sourceOf(x)]]);
	for (const [i, source] of trace.own.entries()) copies.set(source, sourceOf(own[i]!));
	copyAll(forward, copies);
	const copyOf = ({ source, shape }: Traced) => backend().tensorOf(copies.get(source) ?? source, shape);
	const [next, ...others] = results;
	if (gradient === undefined) return [copyOf(next), ...others.map(copyOf)];
	const { dy, dx, backward } = gradient;
	const differentiable = tf.customGrad(() => ({
		value: copyOf(next),
		gradFunc(given) {
			copies.set(dy, sourceOf(given as tf.Tensor));
			copyAll(backward, copies);
			return copyOf({ source: dx, shape: x.shape });
		},
	}));
	return [differentiable(x), ...others.map(copyOf)];
}
