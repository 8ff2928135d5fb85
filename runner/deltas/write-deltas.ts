import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type Delta, isLowRank } from "#core/delta";
import { type WritableTensor, writeSafetensors } from "#engine/safetensors/write-safetensors";
import type { tf } from "#engine/tf";
import { syncFolder } from "../store/sync-folder.ts";
import { type DeltaMetadata, partName } from "./delta-file.ts";

/**
 * Stores an edit's changes as `<weight>.delta`, or `<weight>.left` and `<weight>.right` where they are of low rank. The
 * file is on the disk, whole, when this resolves; one of an earlier attempt is replaced.
 */
export async function writeDeltas(
	path: string,
	deltas: ReadonlyMap<string, Delta>,
	metadata: DeltaMetadata,
): Promise<void> {
	const tensors: [string, WritableTensor][] = [];
	for (const [weight, delta] of deltas) {
		if (isLowRank(delta)) {
			tensors.push([partName(weight, "left"), await values(delta.left)]);
			tensors.push([partName(weight, "right"), await values(delta.right)]);
		} else tensors.push([partName(weight, "delta"), await values(delta)]);
	}
	const folder = dirname(path);
	const made = await mkdir(folder, { recursive: true });
	writeSafetensors(path, tensors, { ...metadata });
	await syncFolder(folder);
	if (made !== undefined) await syncFolder(dirname(folder));
}

const values = async (tensor: tf.Tensor): Promise<WritableTensor> => ({
	shape: tensor.shape,
	data: (await tensor.data()) as Float32Array,
});
