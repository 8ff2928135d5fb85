import type { tf } from "#engine/tf";
import type { OnnxBackend } from "./backend.ts";

export interface KernelCall<Inputs, Attributes> {
	readonly inputs: Inputs;
	readonly attrs: Attributes;
	readonly backend: OnnxBackend;
}

/** What a kernel returns; undefined declines the call, and the cpu backend's kernel of that name serves it. */
export type KernelResult = tf.TensorInfo | tf.TensorInfo[] | undefined;

/** A kernel of this backend under the name that TensorFlow.js calls it by. */
export interface Kernel {
	readonly name: string;
	readonly run: (call: KernelCall<unknown, unknown>) => KernelResult;
}

/** The types of tfjs say "or undefined" of every input; those that may be absent are marked optional as well. */
type Present<Inputs> = { [Name in keyof Inputs]: Exclude<Inputs[Name], undefined> };

/** Declares a kernel. `Inputs` and `Attributes` are what TensorFlow.js passes under that name. */
export function defineKernel<Inputs, Attributes = unknown>(
	name: string,
	run: (call: KernelCall<Present<Inputs>, Attributes>) => KernelResult,
): Kernel {
	return { name, run: run as Kernel["run"] };
}

export const isFloat = (...tensors: readonly tf.TensorInfo[]): boolean =>
	tensors.every((tensor) => tensor.dtype === "float32");

/** True for tensors of the types whose kernels move data only. */
export const isNumeric = (...tensors: readonly tf.TensorInfo[]): boolean =>
	tensors.every(({ dtype }) => dtype === "float32" || dtype === "int32" || dtype === "bool");
