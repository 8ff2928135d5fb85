import { mkdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type Delta, isLowRank } from "#core/delta";
import { type WritableTensor, writeSafetensors } from "#engine/safetensors/write-safetensors";
import type { tf } from "#engine/tf";
import { syncFolder } from "../store/sync-folder.ts";
import { checksumOf, type DeltaMetadata, nameOf, partName } from "./delta-file.ts";

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
	const tensors: [string, Values][] = [];
	for (const [weight, delta] of deltas) {
		if (isLowRank(delta)) {
			tensors.push([partName(weight, "left"), await values(delta.left)]);
			tensors.push([partName(weight, "right"), await values(delta.right)]);
		} else tensors.push([partName(weight, "delta"), await values(delta)]);
	}
	const folder = dirname(path);
	tensors.sort(([a], [b]) => (a < b ? -1 : 1));
	const crc32 = checksumOf(
		tensors.map(
			([, { data }]) =>
				() =>
					data,
		),
	);
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
