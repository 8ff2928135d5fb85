import type { EditableModel } from "#core/editable-model";
import { loadModel } from "../../models/_shared/load-model.ts";
import { golden } from "../helpers/golden.ts";
import { startTestEngine } from "../helpers/test-engine.ts";

/** A golden miniature: `tiny-gpt2` pads on the left, `tiny-llama` on the right and begins with BOS. */
export async function tiny(checkpoint: "tiny-gpt2" | "tiny-llama"): Promise<EditableModel> {
	await startTestEngine();
	const { folder, vectors } = golden(checkpoint);
	vectors?.close();
	return loadModel(folder);
}
