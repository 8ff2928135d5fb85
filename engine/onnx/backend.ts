import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { tf } from "#engine/tf";
import type { Recording } from "../recording.ts";
import type { ElementArrays, NumericArray, NumericType } from "./element-type.ts";
import { madeBefore } from "./lazy/made-before.ts";
import { nextOrder, type Operand, Pending, type Source } from "./lazy/pending.ts";
import { Programs } from "./lazy/programs.ts";
import { standIn } from "./lazy/trace.ts";
import { wantedWith } from "./lazy/wanted.ts";
import type { OnnxTensor } from "./onnx-tensor.ts";
import type { Operation } from "./operation.ts";

/**
 * A TensorFlow.js backend whose kernels run on ONNX Runtime. Operations are put off until somebody reads a number:
 * then all results that are still in use are computed together (but see `wantedWith`), as one graph, which is compiled once and used again
 * whenever the same operations come with other numbers and sizes. So a model's pass, forward and backward, with
 * whatever loss, is one graph, and what nobody keeps never leaves ONNX Runtime.
 *
 * Numbers live in JavaScript memory, as in the cpu backend, from which it inherits whatever is not worth a kernel of
 * its own. ONNX Runtime reads them there, without a copy. They are never written again, so tensors may share them;
 * their memory is the garbage collector's. (A pool of buffers gained nothing: ONNX Runtime's binding copies every
 * result into fresh memory in any case.)
 */
export class OnnxBackend extends MathBackendCPU {
	#programs: Programs;
	/** Results that are in use and not computed. */
	readonly #pending = new Set<Pending>();
	#threads: number;
	#isRecording = false;

	constructor(threads: number) {
		super();
		this.#threads = threads;
		this.#programs = new Programs(threads);
	}

	/** Threads that one operator may use. Setting it compiles everything anew; tensors stay. */
	get threads(): number {
		return this.#threads;
	}

	set threads(threads: number) {
		if (threads === this.#threads) return;
		this.dispose();
		this.#threads = threads;
		this.#programs = new Programs(threads);
	}

	/** Puts an operation off. That the inputs suit it, and that its output has `shape`, is the caller's to get right. */
	compute(
		operation: Operation,
		inputs: readonly (tf.TensorInfo | OnnxTensor)[],
		shape: number[],
	): tf.TensorInfo {
		const operands = inputs.map((input): Operand => {
			if (!("dataId" in input)) return { source: input.data, shape: input.dims };
			return { source: this.sourceOf(input), shape: input.shape };
		});
		return this.#putOff(new Pending(operation, operands, shape), shape);
	}

	/** Whether what is computed now is to be computed again, from other numbers. */
	get isRecording(): boolean {
		return this.#isRecording;
	}

	/** See `record` of engine/recording.ts. */
	record(make: () => tf.Tensor[]): Recording {
		const first = nextOrder();
		const results = this.#recording(() => tf.tidy(make));
		const wanted = results.map((result) => this.#pendingOf(result));
		this.#computeAll(madeBefore(first, wanted));
		const run = this.#programs.prepare(wanted);
		tf.dispose(results);
		return { run: () => run() as Float32Array[] };
	}

	/** Lists operations to be put off again, for what `standIn` gives: see engine/repetition.ts. */
	trace(make: () => void): void {
		this.#recording(() => tf.tidy(make));
	}

	/** A tensor that has no numbers. */
	standIn(shape: number[]): tf.Tensor {
		return this.#recording(() => this.tensorOf(standIn(shape), shape));
	}

	/** Where a tensor's numbers are, or will come from. */
	sourceOf(tensor: tf.TensorInfo): Source {
		return this.#entryOf(tensor).pending ?? this.valuesOf(tensor);
	}

	/** A tensor of a source; numbers are shared, not copied. */
	tensorOf(source: Source, shape: number[]): tf.Tensor {
		const info =
			source instanceof Pending
				? this.#putOff(source, shape)
				: this.makeTensorInfo(shape, "float32", source as NumericArray);
		return tf.engine().makeTensorFromTensorInfo(info);
	}

	/** Are the numbers of all these there, so that a loop may read them? */
	knows(...tensors: readonly tf.TensorInfo[]): boolean {
		if (this.#isRecording) return false;
		return tensors.every((tensor) => {
			const { pending } = this.#entryOf(tensor);
			return pending === undefined || pending.values !== undefined;
		});
	}

	/** Is a result of this size of these inputs done sooner by a loop in JavaScript than by a call of ONNX Runtime? */
	prefersLoop(size: number, limit: number, ...inputs: readonly tf.TensorInfo[]): boolean {
		return size < limit && this.knows(...inputs);
	}

	/** Stores the result of a kernel written in JavaScript. `fill` is given its values, all 0. */
	produce<T extends NumericType>(
		shape: number[],
		dtype: T,
		fill: (values: ElementArrays[T]) => void,
	): tf.TensorInfo {
		const values = new arrayTypes[dtype](tf.util.sizeFromShape(shape)) as NumericArray;
		fill(values as ElementArrays[T]);
		return this.makeTensorInfo(shape, dtype, values);
	}

	/** Another tensor of the same numbers, in the same memory. */
	share({ dataId, dtype }: tf.TensorInfo, shape: number[]): tf.TensorInfo {
		this.incRef(dataId);
		return { dataId, shape, dtype };
	}

	/** The values of a tensor, as the array of its element type; computes it if need be. Nobody may change them. */
	valuesOf({ dataId, dtype }: tf.TensorInfo): NumericArray {
		const values = this.data.get(dataId).values as NumericArray;
		const type = arrayTypes[dtype as NumericType];
		// tfjs casts int32 and bool to float32 by sharing the values, and `oneHot` stores floats as int32.
		return values instanceof type ? values : new type(values);
	}

	// The cpu backend's method greets with advice to install tfjs-node.
	override write(values: tf.backend_util.BackendValues, _shape: number[], dtype: tf.DataType): object {
		const dataId = {};
		this.data.set(dataId, { values, dtype, refCount: 1 });
		return dataId;
	}

	/** @returns a copy, which the caller may change; the cpu backend's method returns the live values. */
	override readSync(dataId: object): tf.backend_util.BackendValues {
		return super.readSync(dataId).slice() as tf.backend_util.BackendValues;
	}

	override disposeData(dataId: object, force?: boolean): boolean {
		const { pending } = this.data.has(dataId) ? (this.data.get(dataId) as Entry) : {};
		const isGone = super.disposeData(dataId, force);
		if (isGone && pending) this.#pending.delete(pending);
		return isGone;
	}

	/** Frees all compiled graphs, and with them their threads. */
	override dispose(): void {
		this.#programs.dispose();
	}

	/** Computes results in use; only the one asked for where that fails, so that an error meets who made it. */
	#compute(asked: Pending): void {
		try {
			this.#computeAll(wantedWith(asked, this.#pending));
		} catch {
			this.#computeAll([asked]);
		}
	}

	#computeAll(wanted: readonly Pending[]): void {
		if (wanted.length === 0) return;
		this.#programs.compute(wanted);
		for (const result of wanted) this.#pending.delete(result);
	}

	/** A tensor of a result; what is recorded is never computed with what else is in use. */
	#putOff(pending: Pending, shape: number[]): tf.TensorInfo {
		if (!this.#isRecording && pending.values === undefined) this.#pending.add(pending);
		const dataId = {};
		this.data.set(dataId, new PendingEntry(pending, () => this.#compute(pending)) as never);
		return { dataId, shape, dtype: pending.operation.output };
	}

	#recording<T>(make: () => T): T {
		const before = this.#isRecording;
		this.#isRecording = true;
		try {
			return make();
		} finally {
			this.#isRecording = before;
		}
	}

	#pendingOf(result: tf.Tensor): Pending {
		const { pending } = this.#entryOf(result);
		if (pending !== undefined && pending.values === undefined) return pending;
		throw new Error("A result of a recording is made of nothing that is computed");
	}

	#entryOf({ dataId }: tf.TensorInfo): Entry {
		return this.data.get(dataId) as Entry;
	}
}

type Entry = { readonly pending?: Pending };

/** What the cpu backend keeps of a tensor, its values computed when they are read. */
class PendingEntry {
	readonly pending: Pending;
	readonly dtype: NumericType;
	refCount = 1;
	readonly #compute: () => void;

	constructor(pending: Pending, compute: () => void) {
		this.pending = pending;
		this.dtype = pending.operation.output;
		this.#compute = compute;
	}

	get values(): NumericArray {
		if (this.pending.values === undefined) this.#compute();
		return this.pending.values!;
	}
}

const arrayTypes = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
