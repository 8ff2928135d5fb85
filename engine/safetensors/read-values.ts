import { UserError } from "#core/errors";
import type { TensorEntry } from "./check-entry.ts";
import { dtypeBytes } from "./dtypes.ts";
import { readFully } from "./read-fully.ts";
import { widen } from "./widen.ts";

/** Bytes converted at a time: bounds what a tensor needs beside its own 32-bit floats. */
const chunkBytes = 2 ** 24;

/**
 * A tensor's values as 32-bit floats, read by position: the file's offsets need no alignment. Little-endian machines.
 *
 * @returns a new array, row-major
 */
export function readValues(
	file: number,
	{ path, name, entry }: { path: string; name: string; entry: TensorEntry },
) {
	const { dtype, start, end } = entry;
	const bytesEach = dtypeBytes[dtype];
	const data = new Float32Array((end - start) / bytesEach);
	if (dtype === "F32") {
		readFully(file, path, new Uint8Array(data.buffer), start);
		return data;
	}
	const convert = widen[dtype];
	if (convert === undefined) {
		throw new UserError(
			`Tensor "${name}" of "${path}" has type ${dtype}; F32, F16, BF16 and F64 can be read`,
			{
				hint: "Quantised and integer weights are not supported: use the checkpoint's float32, float16 or bfloat16 edition.",
			},
		);
	}
	for (let at = start; at < end; at += chunkBytes) {
		const raw = new Uint8Array(Math.min(chunkBytes, end - at));
		readFully(file, path, raw, at);
		convert(raw.buffer, data, (at - start) / bytesEach);
	}
	return data;
}
