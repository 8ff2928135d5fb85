import { cpSync } from "node:fs";
import { join } from "node:path";
import { copySafetensors } from "#engine/safetensors/copy-safetensors";
import { golden } from "./golden.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A golden checkpoint with another number at one place of one weight. @returns its folder */
export function brokenCheckpoint(
	name: "tiny-gpt2" | "tiny-llama",
	weight: string,
	value: number,
	places: readonly number[] = [0],
): string {
	const { folder } = golden(name);
	const broken = join(temporaryFolder(), name);
	cpSync(folder, broken, { recursive: true });
	const file = "model.safetensors";
	const change = ({ data }: { readonly data: Float32Array }) => {
		const changed = data.slice();
		for (const place of places) changed[place] = value;
		return changed;
	};
	copySafetensors(join(folder, file), join(broken, file), new Map([[weight, change]]));
	return broken;
}
