import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import { tf } from "#engine/tf";
import type { ElementArrays, NumericArray, NumericType } from "./element-type.ts";
import { Graph } from "./graph.ts";
import { type OnnxTensor, onnxTensor } from "./onnx-tensor.ts";
import type { Operation } from "./operation.ts";
import { Session } from "./session.ts";

/**
 * A TensorFlow.js backend whose kernels run on ONNX Runtime. Tensors live in JavaScript memory, as in the cpu backend,
 * from which it inherits whatever is not worth a kernel of its own. ONNX Runtime reads them there, without a copy.
 *
 * Values of a tensor are never written again, so tensors may share them; their memory is the garbage collector's.
 * (A pool of buffers gained nothing: ONNX Runtime's binding copies every result into fresh memory in any case.)
 */
export class OnnxBackend extends MathBackendCPU {
	private readonly sessions = new Map<string, Session>();
	private threadCount: number;

	constructor(threads: number) {
		super();
		this.threadCount = threads;
	}

	/** Threads that one operator may use. Setting it compiles all operators anew; tensors stay. */
	get threads(): number {
		return this.threadCount;
	}

	set threads(threads: number) {
		if (threads === this.threadCount) return;
		this.threadCount = threads;
		this.dispose();
	}

	/** Runs an operation. That the inputs suit it, and that its output has `shape`, is the caller's to get right. */
	compute(
		operation: Operation,
		inputs: readonly (tf.TensorInfo | OnnxTensor)[],
		shape: number[],
	): tf.TensorInfo {
		const feeds: Record<string, OnnxTensor> = {};
		inputs.forEach((input, i) => {
			feeds[`in${i}`] = "dataId" in input ? onnxTensor(this.valuesOf(input), input.shape) : input;
		});
		const { out } = this.sessionOf(operation).run(feeds, { out: null }) as { out: OnnxTensor };
		if (out.data.length !== tf.util.sizeFromShape(shape)) {
			throw new Error(`'${operation.key}' returned the shape [${out.dims}] where [${shape}] was expected`);
		}
		return this.makeTensorInfo(shape, operation.output, out.data as NumericArray);
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

	/** The values of a tensor, as the array of its element type. Nobody may change them. */
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

	/** Frees all compiled operators, and with them their threads. */
	override dispose(): void {
		for (const session of this.sessions.values()) session.dispose();
		this.sessions.clear();
	}

	private sessionOf(operation: Operation): Session {
		const existing = this.sessions.get(operation.key);
		if (existing) return existing;
		const graph = new Graph();
		const inputs = operation.inputs.map((type, i) => graph.input(`in${i}`, type));
		graph.output(operation.build(graph, inputs), "out", operation.output);
		const session = new Session(graph, { threads: operation.parallel ? this.threadCount : 1 });
		this.sessions.set(operation.key, session);
		return session;
	}
}

const arrayTypes = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };
