import type { CheckpointConfig } from "../../models/_shared/checkpoint/read-config.ts";

/** A config.json as it would be read, without a file. */
export const madeConfig = (values: Record<string, unknown>): CheckpointConfig => ({
	path: "folder/config.json",
	modelType: values.model_type as string,
	values,
});
