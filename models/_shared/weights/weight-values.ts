import { keepsArrays } from "#engine/keeps-arrays";
import { fileMapper, type MapFloats, MapRefused, type NoMapping } from "#engine/memory-map/file-mapper";
import { MAPPED_FROM } from "#engine/memory-map/shares-weights";
import type { CheckpointWeights } from "#engine/safetensors/checkpoint-weights";
import type { StoredTensor } from "#engine/safetensors/safetensors-file";
import { checkpointHash } from "../checkpoint/checkpoint-hash.ts";
import { float32Copy, NoCopy } from "./float32-copy.ts";

export interface ReadOptions {
	/** Identity of the checkpoint's contents, where it is known already. */
	readonly hash?: string;
	/** Tells people what takes long, or why memory is not shared. */
	readonly say?: (text: string) => void;
	/** Weights of less than this many bytes as float32 are read, not mapped. @default 64 MiB */
	readonly mapFrom?: number;
	/** @default fileMapper() */
	readonly mapper?: MapFloats | NoMapping;
}

/** A weight's values, by its name in the files. */
type WeightValues = (name: string) => StoredTensor;

/**
 * Values of a checkpoint's weights as 32-bit floats, by name. Where the engine computes on them in place, they are
 * mapped: float32 ones in the checkpoint itself, others in a float32 copy that is made once. All processes of a machine
 * then share one copy in memory. Nobody may write to the values.
 *
 * Where mapping is not possible they are read, each into an array of its own, and `say` is told why.
 *
 * @param names of the weights in the files
 */
export function weightValues(
	files: CheckpointWeights,
	names: readonly string[],
	options: ReadOptions,
): WeightValues {
	const { say = () => {}, mapFrom = MAPPED_FROM, mapper = fileMapper() } = options;
	const bytes = names.reduce((sum, name) => sum + float32Bytes(files, name), 0);
	const read: WeightValues = (name) => files.tensor(name);
	if (bytes < mapFrom || !keepsArrays()) return read;
	const readAfterAll = (reason: string) => {
		say(`The weights are read, so every worker holds them in memory of its own: ${reason}`);
		return read;
	};
	if (typeof mapper !== "function") return readAfterAll(mapper.problem);
	try {
		const hash = () => options.hash ?? checkpointHash(files.folder);
		return mapAll(files, names, mapper, () => ({ hash: hash(), say }));
	} catch (error) {
		if (error instanceof NoCopy || error instanceof MapRefused) return readAfterAll(error.message);
		throw error;
	}
}

const float32Bytes = (files: CheckpointWeights, name: string): number =>
	files.place(name).shape.reduce((product, size) => product * size, 4);

function mapAll(
	files: CheckpointWeights,
	names: readonly string[],
	map: MapFloats,
	copying: () => { hash: string; say: (text: string) => void },
): WeightValues {
	const others = names.filter((name) => !files.isMappable(name));
	const copy = others.length === 0 ? undefined : float32Copy(files, others, copying());
	try {
		const mapped = new Map(
			names.map((name) => [name, (files.isMappable(name) ? files : copy!).mapped(name, map)]),
		);
		return (name) => mapped.get(name)!;
	} finally {
		copy?.close();
	}
}
