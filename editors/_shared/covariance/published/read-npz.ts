import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { UserError } from "#core/errors";

/** An array of a NumPy file. */
export interface NumpyArray {
	readonly shape: readonly number[];
	/** Row-major. */
	readonly data: Float64Array;
}

/**
 * Arrays of numbers in a NumPy .npz file: a zip of .npy files (format 1 to 3:
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html). Pickled objects and texts are left out.
 *
 * @param names arrays to read
 * @returns those of `names` that are there
 * @throws UserError where the file is not of this format
 */
export function readNpz(path: string, names: readonly string[]): ReadonlyMap<string, NumpyArray> {
	const wanted = new Set(names.map((name) => `${name}.npy`));
	try {
		const files = unzipSync(readFileSync(path), { filter: ({ name }) => wanted.has(name) });
		return new Map(Object.entries(files).map(([name, bytes]) => [name.slice(0, -4), readNpy(bytes)]));
	} catch (cause) {
		throw new UserError(`"${path}" cannot be read as a NumPy .npz file: ${(cause as Error).message}`, {
			hint: "It is damaged, or not what it is called: download it again.",
			cause,
		});
	}
}

type Reader = (view: DataView, at: number) => number;

/** By NumPy's name of the type; all little-endian. */
const types: Readonly<Record<string, { readonly bytes: number; readonly read: Reader }>> = {
	"<f4": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
	"<f8": { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
	"<i4": { bytes: 4, read: (view, at) => view.getInt32(at, true) },
	"<i8": { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
};

export function readNpy(bytes: Uint8Array): NumpyArray {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 12 || Buffer.from(bytes.subarray(1, 6)).toString("latin1") !== "NUMPY") {
		throw new Error("an array in it does not begin like a .npy file");
	}
	const isLong = view.getUint8(6) > 1;
	const start = isLong ? 12 : 10;
	const begin = start + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
	const header = Buffer.from(bytes.subarray(start, begin)).toString("latin1");
	const type = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? "";
	const known = types[type];
	if (known === undefined) throw new Error(`an array in it has the type "${type}"`);
	if (/'fortran_order':\s*True/.test(header)) throw new Error("an array in it is stored column by column");
	const sizes = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? "";
	const shape = sizes
		.split(",")
		.map((size) => size.trim())
		.filter((size) => size !== "")
		.map(Number);
	const data = new Float64Array(shape.reduce((product, size) => product * size, 1));
	if (begin + data.length * known.bytes > bytes.length) throw new Error("an array in it is cut short");
	for (let i = 0; i < data.length; i++) data[i] = known.read(view, begin + i * known.bytes);
	return { shape, data };
}
