import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type Delta, isLowRank } from "#core/delta";
import { type WritableTensor, writeSafetensors } from "#engine/safetensors/write-safetensors";
import type { tf } from "#engine/tf";
import { syncFolder } from "../store/sync-folder.ts";
import { inNameOrder, valuesChecksum } from "../store/values-checksum.ts";
import { type DeltaMetadata, nameOf, partName } from "./delta-file.ts";

/**
 * Stores an edit's changes as `<weight>.delta`, or `<weight>.left` and `<weight>.right` where they are of low rank. The
 * file is on the disk, whole, when this resolves; one of an earlier attempt is replaced.
 *
 * @param path its folder is named by the cell's id, the file by the records that were edited together
 */
export async function writeDeltas(
	path: string,
	deltas: ReadonlyMap<string, Delta>,
	metadata: Omit<DeltaMetadata, "cell" | "inputs" | "crc32">,
): Promise<void> {
	const tensors = new Map<string, Values>();
	for (const [weight, delta] of deltas) {
		if (isLowRank(delta)) {
			tensors.set(partName(weight, "left"), await values(delta.left));
			tensors.set(partName(weight, "right"), await values(delta.right));
		} else tensors.set(partName(weight, "delta"), await values(delta));
	}
	const folder = dirname(path);
	const crc32 = valuesChecksum(inNameOrder(tensors.keys()).map((name) => () => tensors.get(name)!.data));
	const made = await mkdir(folder, { recursive: true });
	writeSafetensors(path, tensors, { ...metadata, cell: basename(folder), inputs: nameOf(path), crc32 });
	await syncFolder(folder);
	if (made !== undefined) await syncFolder(dirname(folder));
}

type Values = WritableTensor & { readonly data: Float32Array };

const values = async (tensor: tf.Tensor): Promise<Values> => ({
	shape: tensor.shape,
	data: (await tensor.data()) as Float32Array,
});
