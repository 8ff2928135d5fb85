import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "#core/errors";
import { readJsonObject } from "#engine/safetensors/read-json-object";

/** config.json of a Hugging Face folder. */
export interface CheckpointConfig {
	/** The file's path, for messages. */
	readonly path: string;
	/** `model_type`: which architecture this is. */
	readonly modelType: string;
	/** Everything in the file, unchecked. */
	readonly values: Readonly<Record<string, unknown>>;
}

/** @throws UserError where config.json is missing, damaged or names no architecture */
export function readConfig(folder: string): CheckpointConfig {
	const path = join(folder, "config.json");
	const values = readJsonObject(path);
	if (values === undefined) {
		const where = existsSync(folder) ? `"${folder}" has no config.json` : `"${folder}" does not exist`;
		throw new UserError(where, {
			hint: "A checkpoint is a Hugging Face folder with config.json. Check the path.",
		});
	}
	const { model_type: modelType } = values;
	if (typeof modelType !== "string" || modelType === "") {
		throw new UserError(`"${path}" has no "model_type", which says what architecture the checkpoint has`, {
			hint: 'Add it, such as "model_type": "gpt2" or "llama".',
		});
	}
	return { path, modelType, values };
}
