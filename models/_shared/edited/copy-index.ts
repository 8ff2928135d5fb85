import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "#engine/safetensors/open-checkpoint";
import { readJsonObject } from "#engine/safetensors/read-json-object";
import { indexName } from "#engine/safetensors/shard-index";

/** Copies the index of a sharded checkpoint, with the size that the copy's tensors have. */
export function copyIndex(from: string, to: string): void {
	const index = { ...readJsonObject(join(from, indexName)) };
	const write = () => writeFileSync(join(to, indexName), `${JSON.stringify(index, undefined, 2)}\n`);
	write();
	const weights = openCheckpoint(to);
	const places = weights.names.map((name) => weights.place(name));
	weights.close();
	const size = places.reduce((sum, { start, end }) => sum + end - start, 0);
	index.metadata = { ...(index.metadata as object | undefined), total_size: size };
	write();
}
